using System.Diagnostics;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Launching;

/// <summary>Back ends that are started, and a host of the test itself to which those that are shells send their front end. No process is left after a test.</summary>
[CancelAfter(120_000)]
[Platform("Linux", Reason = "The shells and the look at processes are those of Linux.")]
internal abstract class LaunchFixture
{
    /// <summary>What a shell says that can be talked to at <c>$1</c>, and then does nothing.</summary>
    protected const string Say = "printf 'LIAISON:CONNECTED@%s' \"$1\"; ";
    protected const string Idle = "exec sleep 1000";

    private readonly List<LiaisonProcess> _started = [];
    private LiaisonHost? _host;
    private CuttableTransport? _transport;

    protected BackEnds BackEnds { get; } = new();

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var process in _started)
        {
            await process.DisposeAsync();
        }

        _started.Clear();
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        _host = null;
        if (_transport is not null)
        {
            await _transport.DisposeAsync();
        }

        Assert.That(BackEnds.Running, Is.Empty, "no process is left");
        BackEnds.Clear();
    }

    /// <summary>Starts a host in this process; gives its address as a marker has it.</summary>
    protected async Task<string> ServeAsync()
    {
        _transport = new CuttableTransport(new UnixSocketTransport(SocketPaths.Fresh()));
        _host = new LiaisonHost(new Companion()).Add(_transport);
        await _host.StartAsync();
        return _transport.Address;
    }

    /// <summary>Has the host in this process end its connection to the client, and waits until the client knows.</summary>
    protected async Task CutAsync(LiaisonClient client, CancellationToken token)
    {
        // The host has accepted a connection that it answers over.
        await client.PingAsync(token);
        var lost = client.WaitForStateAsync(ClientState.Lost, token);
        await _transport!.CutAsync();
        await lost;
    }

    protected async Task StopHostAsync() => await _host!.StopAsync();

    /// <summary>Starts a back end, which is ended after the test.</summary>
    protected async Task<LiaisonProcess> StartAsync(ProcessStartInfo start, LiaisonProcessOptions? options, CancellationToken token)
    {
        var process = await LiaisonProcess.StartAsync(start, options, token);
        _started.Add(process);
        return process;
    }

    /// <summary>Starts a back end that cannot be had, and gives the text of the error.</summary>
    protected static async Task<string> RefusalAsync(ProcessStartInfo start, LiaisonProcessOptions? options, CancellationToken token) =>
        (await Assert.CatchAsync<IOException>(() => LiaisonProcess.StartAsync(start, options, token)))!.Message;
}
