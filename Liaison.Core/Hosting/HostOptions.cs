using Liaison.Commands;
using Liaison.Companions;
using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Sessions;
using Liaison.Sessions.Sending;

namespace Liaison.Hosting;

/// <summary>The options of a <see cref="LiaisonHost"/>. The options of each transport hold the limits of that transport.</summary>
public sealed record HostOptions : SessionOptions
{
    /// <summary>Creates options with the default values.</summary>
    public HostOptions()
        : base(Execution.Serial)
    {
    }

    /// <summary>The protocols that peers may use, the preferred one first. The default is only the liaison protocol.</summary>
    /// <remarks>
    /// With several protocols, the WebSocket subprotocol of a connection selects one; without a subprotocol, the first message does. The
    /// first protocol in the list answers a message that no protocol recognizes.
    /// </remarks>
    public IReadOnlyList<IWireProtocol> Protocols { get; init; } = [LiaisonProtocol.Instance];

    /// <summary>How many peers may be connected at once. A further peer is disconnected immediately. The default is 1,024.</summary>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>How many topics one peer may subscribe to. A further subscription fails with <c>busy</c>. The default is 1,000.</summary>
    public int MaxSubscriptions { get; init; } = 1_000;

    /// <summary>Stops the host after no peer was connected for this time. Null, the default, never stops it.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>
    /// How many threads the host may add to the thread pool while commands
    /// block all of the pool's threads. 0 adds none; the default is 1,024.
    /// </summary>
    /// <remarks>
    /// The added threads let the host serve other peers, and answer <c>ping</c>, in
    /// about a second. If one process has several hosts, the largest value applies.
    /// </remarks>
    public int MaxAddedThreads { get; init; } = 1_024;

    /// <summary>What the host records of its traffic. Null, the default, records nothing.</summary>
    /// <remarks>
    /// Peers (the console, for example) read the records with the commands whose
    /// names begin with <c>inspect.</c>. With null these commands do not exist.
    /// </remarks>
    public InspectionOptions? Inspection { get; init; }

    /// <summary>How long the session of a peer is kept after its link was lost. Null, the default, keeps no session.</summary>
    /// <remarks>
    /// <para>
    /// Within this time the peer can reconnect and continue, and nothing is lost. The peer's commands continue in the meantime. This
    /// applies only to peers that ask for such a session, as <see cref="Resumption.ResumingConnector"/> does.
    /// </para>
    /// <para>With this option, a peer is listed in <see cref="LiaisonHost.Peers"/> and counted once it has sent its first message.</para>
    /// </remarks>
    public TimeSpan? ResumeTimeout { get; init; }

    /// <summary>How many bytes may be sent to a peer that can resume before it acknowledges them. The default is 4 MiB.</summary>
    /// <remarks>At the limit, sending waits, as it does for a slow reader. One message may always be sent, whatever its size.</remarks>
    public long ResumeBufferBytes { get; init; } = 4L << 20;

    /// <summary>Creates a separate companion for each peer. Null, the default, serves the host's companion to all peers.</summary>
    /// <remarks>
    /// The companion is created before the host reads from the peer. The lease's owner is disposed when
    /// the connection has ended. Under <see cref="Execution.Serial"/>, each of these companions
    /// has its own order of commands. An exception is logged, and the peer is disconnected.
    /// </remarks>
    public Func<PeerInfo, Leased<Companion>>? CompanionFor { get; init; }

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Protocols);
        if (Protocols.Count == 0)
        {
            throw new ArgumentException("There is no protocol. Leave Protocols as it is, or name at least one.", nameof(Protocols));
        }

        Inspection?.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxSubscriptions);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxAddedThreads);
        ArgumentOutOfRangeException.ThrowIfLessThan(ResumeBufferBytes, 1);
        if (ResumeTimeout is { } resume)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(resume, TimeSpan.Zero, nameof(ResumeTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(resume, SessionTimeout.Max, nameof(ResumeTimeout));
        }

        if (IdleTimeout is { } idle)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(idle, TimeSpan.Zero, nameof(IdleTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(idle, SessionTimeout.Max, nameof(IdleTimeout));
        }
    }
}
