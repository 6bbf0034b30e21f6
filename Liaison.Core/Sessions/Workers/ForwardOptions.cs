using Liaison.Protocols;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions;

/// <summary>Which commands a host has run elsewhere, and how.</summary>
public sealed record ForwardOptions
{
    /// <summary>
    /// Which commands are run elsewhere, by their names as peers send them; null for all. <c>cancel</c>, <c>subscribe</c> and
    /// <c>unsubscribe</c> are about the peer's own connection and are always run here. The default is null.
    /// </summary>
    public Func<string, bool>? Commands { get; init; }

    /// <summary>
    /// Whether peers that have proved nothing may call what is run elsewhere, where they are taken for this host. Others are answered with
    /// <c>unauthorized</c>. The default is false.
    /// </summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Whether the events that a peer has subscribed to come from elsewhere too. The default is true.</summary>
    public bool Events { get; init; } = true;

    /// <summary>
    /// Over how many connections the calls of all peers are spread, each to the one where the fewest are pending; a call that is answered
    /// with <c>busy</c> is tried on another one. For commands that keep no state for their caller, call nobody back and need no events. The
    /// default is 0: each peer has a connection of its own, so that what it left in a worker's namespace is there for its next call.
    /// </summary>
    public int Spread { get; init; }

    /// <summary>
    /// On how many connections a call is tried that is answered with <c>busy</c>: with <see cref="Spread"/> every call but streams, and
    /// otherwise the first call of a peer, which has left nothing at a worker yet. The default is 4.
    /// </summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>How long connecting may take; then what waits for it is answered with <c>busy</c>. The default is 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before connecting is tried again for a peer that has subscribed to something. The default is 1 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is spoken there. The default is the liaison protocol.</summary>
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
