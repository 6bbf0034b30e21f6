using System.Text;
using Liaison.Messages;

namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>A command with a text as its argument, over a connection in memory.</summary>
internal sealed class PayloadSubject : IScaleSubject
{
    private readonly ServedCompanion _served;
    private readonly MemoryPeer _peer;
    private readonly Frame[] _request;

    private PayloadSubject(ServedCompanion served, MemoryPeer peer, Frame[] request) => (_served, _peer, _request) = (served, peer, request);

    public int Commands => 1;

    public static async Task<IScaleSubject> CreateAsync(string command, int size)
    {
        var text = new string('x', size);
        var served = await ServedCompanion.StartAsync(new ScaleCompanion());
        var request = MemoryPeer.Frames(1, _ => Encoding.UTF8.GetBytes($$"""{"command": {"command": "{{command}}", "args": ["{{text}}"]}, "echo": "id", "id": 17}"""));
        return new PayloadSubject(served, await served.ConnectAsync(), request);
    }

    public async Task RunAsync()
    {
        await _peer.SendAsync(_request);
        await _peer.ReceiveAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _served.DisposeAsync();
    }
}
