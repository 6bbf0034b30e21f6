using System.Text;
using Liaison.Messages;

namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>Commands of one connection, all of which wait for one that runs.</summary>
internal sealed class QueueSubject : IScaleSubject
{
    private static readonly Frame[] Ping = [Text("ping", "")];
    private static readonly Frame[] Hold = [Text("hold", "")];

    private readonly ScaleCompanion _companion;
    private readonly ServedCompanion _served;
    private readonly MemoryPeer _peer;
    private readonly Frame[] _calls;
    private readonly Frame[] _cancels;

    private QueueSubject(ScaleCompanion companion, ServedCompanion served, MemoryPeer peer, int size, bool cancels)
    {
        (_companion, _served, _peer) = (companion, served, peer);
        _calls = MemoryPeer.Frames(size, i => Encoding.UTF8.GetBytes($$"""{"command": {"command": "sum", "args": [1, 2]}, "id": {{i}}}"""));
        _cancels = cancels ? [.. Enumerable.Range(0, size).Select(i => Text("cancel", $"{i}"))] : [];
    }

    public int Commands => _calls.Length;

    public static async Task<IScaleSubject> CreateAsync(int size, bool cancels)
    {
        var companion = new ScaleCompanion();
        var served = await ServedCompanion.StartAsync(companion);
        return new QueueSubject(companion, served, await served.ConnectAsync(), size, cancels);
    }

    public async Task RunAsync()
    {
        await FillAsync();
        await EmptyAsync();
    }

    public async Task<long> WeighAsync(Func<long> weigh)
    {
        await FillAsync();
        var weight = weigh();
        await EmptyAsync();
        return weight;
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _served.DisposeAsync();
    }

    // A ping waits for nobody, so that its answer tells that all before it have been taken in.
    private async Task FillAsync()
    {
        await _peer.SendAsync(Hold);
        await _companion.Holding;
        await _peer.SendAsync(_calls);
        await _peer.SendAsync(Ping);
        await _peer.ReceiveAsync(1);
    }

    private async Task EmptyAsync()
    {
        if (_cancels.Length > 0)
        {
            // Each is answered, and so is the call that it cancels, with a fault.
            var answered = _peer.ReceiveAnyAsync(2 * _cancels.Length);
            await _peer.SendAsync(_cancels);
            await answered;
        }

        _companion.Open();
        await _peer.ReceiveAsync(_cancels.Length > 0 ? 1 : _calls.Length + 1);
    }

    private static Frame Text(string command, string args) =>
        new(FrameKind.Text, Encoding.UTF8.GetBytes($$"""{"command": {"command": "{{command}}", "args": [{{args}}]}, "echo": "id"}"""));
}
