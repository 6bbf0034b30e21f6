using System.Reflection;

namespace Liaison.Commands;

/// <summary>Makes a public method a command that peers can call.</summary>
/// <remarks>
/// The method may be static or not, and may return anything, a task included. Its parameters are bound by position and by name; a
/// <see cref="CancellationToken"/>, a <see cref="CommandContext"/> and an <see cref="IProgress{T}"/> are supplied. What it reports goes
/// to the caller before the result, if that one asked for it. Where it gives an <see cref="IAsyncEnumerable{T}"/>, a caller may ask for
/// its items one by one.
/// </remarks>
/// <param name="name">The command's name; null takes the method's own, without a trailing <c>Async</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommandAttribute(string? name = null) : Attribute
{
    /// <summary>The command's name; null takes the method's own, without a trailing <c>Async</c>.</summary>
    public string? Name { get; } = name;

    /// <summary>One line for people who ask the command <c>commands</c> what there is.</summary>
    public string? Summary { get; init; }

    /// <summary>Whether the command never waits for others and may run beside them, as with <see cref="Commands.Lane.Concurrent"/>. The default is false.</summary>
    public bool Concurrent { get; init; }

    /// <summary>
    /// Which commands it waits for: the name of a lane, whose commands run one at a time in the order of their arrival, whatever the host
    /// says of others; <see cref="Commands.Lane.PerTarget"/>, or <see cref="Commands.Lane.Concurrent"/>. Null, the default, is the lane of all
    /// commands that name none.
    /// </summary>
    public string? Lane { get; init; }

    /// <summary>
    /// Whether strings <c>"$name"</c> in the arguments stand for objects. The default is true; false takes every string as it is.
    /// </summary>
    public bool ResolveReferences { get; init; } = true;

    /// <summary>
    /// Whether only known peers may call it: those that proved themselves to the transport (<see cref="Messages.PeerInfo.Credential"/>),
    /// and those that a command signed in (<see cref="PeerIdentity.Authenticate"/>). Others are answered with the code
    /// <c>unauthorized</c>. Calls in process are always allowed.
    /// </summary>
    /// <remarks>The default is <c>CompanionOptions.RequireAuthentication</c>, and false for whatever else has commands.</remarks>
    public bool RequiresAuthentication
    {
        get => Authentication ?? false;
        init => Authentication = value;
    }

    /// <summary>
    /// The policy that the caller has to meet, by its name; null for none. What checks it is <see cref="CommandTable.Guard"/>; where
    /// nothing does, every call over a connection is answered with the code <c>unauthorized</c>. Calls in process are always allowed.
    /// </summary>
    public string? Policy { get; init; }

    /// <summary>What was said on authentication; null for nothing.</summary>
    internal bool? Authentication { get; private init; }

    /// <summary>Whether the method is marked as a command for known peers only.</summary>
    internal static bool IsProtected(MethodBase method) => method.GetCustomAttribute<CommandAttribute>(inherit: true) is { RequiresAuthentication: true };
}
