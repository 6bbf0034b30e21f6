using Liaison.Commands;

namespace Liaison.Sessions;

/// <summary>Reports the activity of a host's sessions at one moment.</summary>
internal static class SessionFigures
{
    /// <summary>
    /// How many sessions, and how many running commands, are reported: the
    /// sessions that hold most, and the commands that have run longest.
    /// </summary>
    public const int MaxTold = 100;

    /// <summary>The activity of all peers. The numbers are the totals of peers that have left.</summary>
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
