namespace Liaison.Messages;

/// <summary>
/// Whether what this thread writes right now are arguments whose strings are escaped afterwards, so that a reference has to be told from
/// them. A thread's own, for the reason that <see cref="AttachmentScope"/> is.
/// </summary>
internal readonly ref struct EscapeScope
{
    [ThreadStatic]
    private static bool _marks;

    private readonly bool _outer;

    private EscapeScope(bool marks) => (_outer, _marks) = (_marks, marks);

    /// <summary>Whether references are written with a mark.</summary>
    public static bool Marks => _marks;

    /// <summary>Until it is disposed, references are marked, or are not.</summary>
    public static EscapeScope Begin(bool marks) => new(marks);

    public void Dispose() => _marks = _outer;
}
