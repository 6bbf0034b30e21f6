namespace Liaison.Commands;

/// <summary>Makes a public method a command that peers can call.</summary>
/// <remarks>
/// The method may be static or not, and may have any return type, a task included. Arguments are bound to its parameters by position and by
/// name; a <see cref="CancellationToken"/>, a <see cref="CommandContext"/> and an <see cref="IProgress{T}"/> are supplied. Progress reports
/// are sent to the caller before the result, if the caller asked for them. If the method returns an <see cref="IAsyncEnumerable{T}"/>, a
/// caller may ask for its items one by one.
/// </remarks>
/// <param name="name">The command's name; null uses the method's name without a trailing <c>Async</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommandAttribute(string? name = null) : Attribute
{
    /// <summary>The command's name; null uses the method's name without a trailing <c>Async</c>.</summary>
    public string? Name { get; } = name;

    /// <summary>One line that describes the command. The command <c>commands</c> shows it.</summary>
    public string? Summary { get; init; }

    /// <summary>
    /// Whether the command never waits for others and may run beside them (<see cref="Commands.Lane.Concurrent"/>). The default is false.
    /// </summary>
    public bool Concurrent { get; init; }

    /// <summary>The lane of the command: it decides for which other commands the command waits.</summary>
    /// <remarks>
    /// Commands of a named lane run one at a time, in the order of their arrival, whatever the host sets for other commands. Special
    /// lanes are <see cref="Commands.Lane.PerTarget"/> and <see cref="Commands.Lane.Concurrent"/>. Null, the default, is the shared lane
    /// of all commands that name none.
    /// </remarks>
    public string? Lane { get; init; }

    /// <summary>
    /// Whether strings <c>"$name"</c> in the arguments are references to objects. The default is true; with false, every string is data.
    /// </summary>
    public bool ResolveReferences { get; init; } = true;

    /// <summary>
    /// Whether only authenticated peers may call the command. Other peers get the error code <c>unauthorized</c>; calls in process are
    /// always allowed.
    /// </summary>
    /// <remarks>
    /// A peer is authenticated if it proved its identity to the transport (<see cref="Messages.PeerInfo.Credential"/>), or if a command
    /// signed it in (<see cref="PeerIdentity.Authenticate"/>). The default is <c>CompanionOptions.RequireAuthentication</c> for the
    /// commands of a companion, and false for other commands.
    /// </remarks>
    public bool RequiresAuthentication
    {
        get => Authentication ?? false;
        init => Authentication = value;
    }

    /// <summary>The name of the policy that the caller must meet; null for none.</summary>
    /// <remarks>
    /// <see cref="CommandTable.Guard"/> checks the policy. Without a guard, every call over a connection gets the error code
    /// <c>unauthorized</c>. Calls in process are always allowed.
    /// </remarks>
    public string? Policy { get; init; }

    /// <summary>The value of <see cref="RequiresAuthentication"/>; null if it was not set.</summary>
    internal bool? Authentication { get; private init; }
}
