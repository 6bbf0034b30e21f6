using Liaison.Benchmarks.Nats;
using Liaison.Hosting;
using Liaison.Transports;
using NATS.Client.Core;

namespace Liaison.Benchmarks.Servers;

/// <summary>A worker behind NATS, which also answers bare requests with what they bring.</summary>
/// <param name="url">Where NATS is.</param>
/// <param name="subject">What the worker's subjects begin with.</param>
/// <param name="callers">How many sessions it takes.</param>
internal sealed class NatsWorkerServer(string url, string subject, int callers) : MeasuredServer
{
    private readonly Workbench _companion = new();
    private readonly NatsConnection _bare = new(NatsOpts.Default with { Url = url });
    private LiaisonHost? _host;

    public override string Address => subject;

    public override async Task StartAsync()
    {
        _companion.Commands.AddFrom(new NatsCommands());
        var transport = new NatsTransport(NatsNodes.Options(url, subject) with { MaxConnections = callers });
        _host = new LiaisonHost(_companion, new HostOptions { MaxConnections = callers }).Add(transport);
        await _host.StartAsync();
        var asked = await _bare.SubscribeCoreAsync<byte[]>(NatsNodes.Bare(subject));
        await _bare.PingAsync();
        _ = Task.Run(async () =>
        {
            await foreach (var request in asked.Msgs.ReadAllAsync())
            {
                await request.ReplyAsync(request.Data);
            }
        });
    }

    public override async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _companion.DisposeAsync();
        await _bare.DisposeAsync();
    }
}
