namespace Liaison.Commands;

/// <summary>Makes a public method a command that peers can call.</summary>
/// <remarks>
/// The method may be static or not, and may return anything, a task included. Its parameters are bound by position and by name; a
/// <see cref="CancellationToken"/> and a <see cref="CommandContext"/> are supplied.
/// </remarks>
/// <param name="name">The command's name; null takes the method's own, without a trailing <c>Async</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommandAttribute(string? name = null) : Attribute
{
    /// <summary>The command's name; null takes the method's own, without a trailing <c>Async</c>.</summary>
    public string? Name { get; } = name;

    /// <summary>One line for people who ask the command <c>commands</c> what there is.</summary>
    public string? Summary { get; init; }

    /// <summary>Whether the command never waits for others and may run beside them. The default is false.</summary>
    public bool Concurrent { get; init; }

    /// <summary>
    /// Whether strings <c>"$name"</c> in the arguments stand for objects. The default is true; false takes every string as it is.
    /// </summary>
    public bool ResolveReferences { get; init; } = true;
}
