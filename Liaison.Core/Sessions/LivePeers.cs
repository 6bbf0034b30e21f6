using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Liaison.Diagnostics;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions;

/// <summary>
/// The open connections of all hosts and clients in the process. A meter can read their state at any time. Thread-safe.
/// </summary>
internal static class LivePeers
{
    private static readonly ConcurrentDictionary<Peer, byte> Peers = new();

    static LivePeers()
    {
        LiaisonTelemetry.Meter.CreateObservableUpDownCounter(
            "liaison.connections", () => Measure(static _ => 1), "{connection}", "Open connections.");
        LiaisonTelemetry.Meter.CreateObservableUpDownCounter(
            "liaison.calls.pending", () => Measure(static peer => peer.Incoming.Count), "{call}", "Calls that wait or run.");
    }

    public static void Add(Peer peer) => Peers.TryAdd(peer, 0);

    public static void Remove(Peer peer) => Peers.TryRemove(peer, out _);

    private static IEnumerable<Measurement<int>> Measure(Func<Peer, int> value) =>
        Peers.Keys
            .GroupBy(static peer => (peer.Remote.Transport, End: peer.Settings.Topics is null ? "client" : "host"))
            .Select(group => new Measurement<int>(
                group.Sum(value), [new(CallTags.Transport, group.Key.Transport), new("liaison.end", group.Key.End)]));
}
