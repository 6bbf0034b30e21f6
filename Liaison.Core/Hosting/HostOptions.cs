using Liaison.Commands;
using Liaison.Companions;
using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Sessions;
using Liaison.Sessions.Sending;

namespace Liaison.Hosting;

/// <summary>What a <see cref="LiaisonHost"/> may be told. Limits that belong to a transport are in its own options.</summary>
public sealed record HostOptions : SessionOptions
{
    /// <summary>The defaults.</summary>
    public HostOptions()
        : base(Execution.Serial)
    {
    }

    /// <summary>
    /// What peers may speak. Where there are several, the WebSocket subprotocol of a connection names its protocol, or its first message
    /// shows it; a message that none recognises is answered by the first. The default is the liaison protocol alone.
    /// </summary>
    public IReadOnlyList<IWireProtocol> Protocols { get; init; } = [LiaisonProtocol.Instance];

    /// <summary>How many peers may be connected at once; another is disconnected at once. The default is 1,024.</summary>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>How many topics one peer may be subscribed to; another is refused with <c>busy</c>. The default is 1,000.</summary>
    public int MaxSubscriptions { get; init; } = 1_000;

    /// <summary>The host stops by itself when nobody was connected for so long; null never. The default is null.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>
    /// How many threads the process's pool may be given beside its own while commands block all of those that it has, so that other peers
    /// are heard, and <c>ping</c> is answered, in about a second; 0 leaves the pool alone. Of several hosts in one process the largest
    /// counts. The default is 1,024.
    /// </summary>
    public int MaxAddedThreads { get; init; } = 1_024;

    /// <summary>
    /// What the host keeps of its traffic, which peers then read with the commands that begin with <c>inspect.</c>, as the console does;
    /// null, the default, keeps nothing, and there are no such commands.
    /// </summary>
    public InspectionOptions? Inspection { get; init; }

    /// <summary>
    /// How long the session of a peer is kept whose link was lost, so that the peer can connect again and go on with nothing lost: its
    /// commands run on meanwhile. Only for peers that ask for such a session, as <see cref="Resumption.ResumingConnector"/> does. Null, the
    /// default, resumes none.
    /// </summary>
    /// <remarks>With it a peer is among <see cref="LiaisonHost.Peers"/>, and counts as connected, once it has sent its first message.</remarks>
    public TimeSpan? ResumeTimeout { get; init; }

    /// <summary>
    /// How many bytes sent to a peer that can resume may be without an acknowledgement; one message may always be. Sending to the peer
    /// waits past it, as for a slow reader. The default is 4 MiB.
    /// </summary>
    public long ResumeBufferBytes { get; init; } = 4L << 20;

    /// <summary>
    /// Gives each peer a companion of its own, before anything of it is read; null, the default, has all share the host's. The owner is
    /// disposed once the connection has ended. Under <see cref="Execution.Serial"/> each of these companions has its own order.
    /// </summary>
    /// <remarks>What this throws is logged, and the peer is disconnected.</remarks>
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
