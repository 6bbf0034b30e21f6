using Liaison.Commands;

namespace Liaison.Sessions;

/// <summary>Says what a host's sessions do at one moment.</summary>
internal static class SessionFigures
{
    /// <summary>So many sessions, and so many commands that run, are told at most; those that hold most, and those that have run longest.</summary>
    public const int MaxTold = 100;

    /// <summary>What all of the peers do, beside what those have done that are gone.</summary>
    public static HostFigures Of(IReadOnlyCollection<Peer> peers, long received, long sent, long dropped)
    {
        ConnectionState[] sessions = [.. peers.Select(Of)];
        return new HostFigures
        {
            Pending = sessions.Sum(session => session.Pending),
            Received = received + sessions.Sum(session => session.Received),
            Sent = sent + sessions.Sum(session => session.Sent),
            Unsent = sessions.Sum(session => session.Unsent),
            Dropped = dropped + sessions.Sum(session => session.Dropped),
            Sessions = [.. sessions.OrderByDescending(session => session.Unsent).ThenByDescending(session => session.Pending).Take(MaxTold)],
            Running = [.. peers.SelectMany(Running).OrderByDescending(command => command.For).Take(MaxTold)],
        };
    }

    private static ConnectionState Of(Peer peer)
    {
        var traffic = peer.Belongings.Traffic;
        return new ConnectionState
        {
            Transport = peer.Remote.Transport,
            Protocol = traffic.Protocol,
            Age = traffic.Age,
            Pending = peer.Incoming.Count,
            Received = traffic.Received,
            Sent = traffic.Sent,
            Unsent = traffic.Unsent,
            Dropped = traffic.Dropped,
        };
    }

    private static IEnumerable<RunningState> Running(Peer peer) =>
        peer.Incoming.Snapshot()
            .Select(call => (call.Command, For: call.RunningFor))
            .Where(call => call.For is not null)
            .Select(call => new RunningState(call.Command, peer.Remote.Transport, call.For!.Value));
}
