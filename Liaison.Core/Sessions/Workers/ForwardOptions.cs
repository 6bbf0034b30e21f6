using Liaison.Protocols;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions;

/// <summary>Which commands a host forwards to workers, and how.</summary>
public sealed record ForwardOptions
{
    /// <summary>Selects the forwarded commands by their names, as peers send them. Null, the default, forwards all.</summary>
    /// <remarks>
    /// <c>cancel</c>, <c>subscribe</c> and <c>unsubscribe</c> concern the peer's own connection, and are never forwarded.
    /// </remarks>
    public Func<string, bool>? Commands { get; init; }

    /// <summary>Whether peers that are not authenticated may call forwarded commands. The default is false.</summary>
    /// <remarks>
    /// At the worker, every call appears to come from this host. With false, such peers receive the error <c>unauthorized</c>.
    /// </remarks>
    public bool AllowAnonymous { get; init; }

    /// <summary>Whether a peer's subscriptions also receive the events of its worker. The default is true.</summary>
    public bool Events { get; init; } = true;

    /// <summary>
    /// The number of connections over which the calls of all peers are distributed. 0, the default, gives each peer its own connection.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A call goes to the connection with the fewest pending calls. If it is answered with <c>busy</c>, another connection is tried.
    /// This suits commands that keep no state for their caller, make no callbacks and need no events.
    /// </para>
    /// <para>With 0, the objects that a peer stores in a worker's namespace are there for its next call.</para>
    /// </remarks>
    public int Spread { get; init; }

    /// <summary>How many connections are tried for a call that is answered with <c>busy</c>. The default is 4.</summary>
    /// <remarks>
    /// With <see cref="Spread"/> this applies to every call except streams. Otherwise it applies only to the first call of a peer,
    /// which has stored nothing at a worker yet.
    /// </remarks>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The time limit for connecting. After it, the waiting calls are answered with <c>busy</c>. The default is 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before connecting again for a peer that has subscriptions. The default is 1 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The protocol of the workers. The default is the liaison protocol.</summary>
    public IWireProtocol Protocol { get; init; } = LiaisonProtocol.Instance;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Protocol);
        ArgumentOutOfRangeException.ThrowIfNegative(Spread);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Spread, 1_024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        SessionTimeout.Check(ConnectTimeout);
        SessionTimeout.Check(RetryDelay);
    }
}
