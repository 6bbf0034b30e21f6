using Liaison.Messages;

namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>Connections to one host, on all of which commands are called at once.</summary>
internal sealed class ConnectionSubject : IScaleSubject
{
    // No more than the queues of a connection in memory hold, so that all are sent before the first answer is read.
    private const int Window = 32;

    private static readonly Frame[] Requests =
        MemoryPeer.Frames(Window, _ => """{"command": {"command": "sum", "args": [1, 2]}, "id": 17}"""u8.ToArray());

    private readonly ServedCompanion _served;
    private readonly IReadOnlyList<MemoryPeer> _peers;

    private ConnectionSubject(ServedCompanion served, IReadOnlyList<MemoryPeer> peers) => (_served, _peers) = (served, peers);

    public int Commands => _peers.Count * Window;

    public static async Task<IScaleSubject> CreateAsync(int size)
    {
        var served = await ServedCompanion.StartAsync(new ScaleCompanion());
        var peers = new MemoryPeer[size];
        for (var i = 0; i < size; i++)
        {
            peers[i] = await served.ConnectAsync();
        }

        return new ConnectionSubject(served, peers);
    }

    public Task RunAsync() => Task.WhenAll(_peers.Select(async peer =>
    {
        await peer.SendAsync(Requests);
        await peer.ReceiveAsync(Window);
    }));

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }

        await _served.DisposeAsync();
    }
}
