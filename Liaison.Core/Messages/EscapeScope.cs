namespace Liaison.Messages;

/// <summary>
/// Whether this thread is writing arguments whose strings are escaped afterwards, so that references must be marked. It is thread-static
/// for the same reason as <see cref="AttachmentScope"/>.
/// </summary>
internal readonly ref struct EscapeScope
{
    [ThreadStatic]
    private static bool _marks;

    private readonly bool _outer;

    private EscapeScope(bool marks) => (_outer, _marks) = (_marks, marks);

    /// <summary>Whether references are written with a mark.</summary>
    public static bool Marks => _marks;

    /// <summary>Begins a scope in which references are marked, or not. Dispose it to end the scope.</summary>
    public static EscapeScope Begin(bool marks) => new(marks);

    public void Dispose() => _marks = _outer;
}
