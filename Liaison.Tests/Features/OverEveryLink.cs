using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Tests.Reconnecting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>A host and its clients over one link, speaking one protocol. What a test opens is closed after it.</summary>
[CancelAfter(60_000)]
internal abstract class OverEveryLink(Link link, Speech speech)
{
    private readonly IWireProtocol _protocol = speech.Protocol;
    private readonly Stack<IAsyncDisposable> _open = new();
    private LinkEnds? _ends;
    private LiaisonHost? _host;
    private Tap? _tap;

    /// <summary>Whether the <see cref="Tap"/> of a client keeps what goes over its connection.</summary>
    protected bool KeepsFrames { get; set; } = true;

    protected Link Link => link;

    protected Speech Speech => speech;

    protected LiaisonHost Host => _host ?? throw new InvalidOperationException("Call ServeAsync first.");

    /// <summary>What went over the newest client's connection.</summary>
    protected Tap Tap => _tap ?? throw new InvalidOperationException("Call ConnectAsync first.");

    /// <summary>The newest client, as the host sees it.</summary>
    protected ICommandPeer Peer => Host.Peers[^1];

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    /// <summary>How a call failed.</summary>
    protected static async Task<LiaisonException> FailureAsync(Task call) => (await Assert.ThrowsAsync<LiaisonException>(() => call))!;

    /// <summary>Starts a host of the companion.</summary>
    protected async Task ServeAsync(Companion companion, CancellationToken token, HostOptions? options = null)
    {
        _ends = link.Open();
        options = (options ?? new HostOptions()) with { Protocols = [_protocol], ResumeTimeout = link.Resumes ? TimeSpan.FromSeconds(5) : null };
        _host = new LiaisonHost(companion, options).Add(Wrapped(_ends.Transport));
        _open.Push(companion);
        _open.Push(_host);
        await _host.StartAsync(token);
    }

    /// <summary>Connects a client to the host, which knows it on return.</summary>
    protected async Task<LiaisonClient> ConnectAsync(CancellationToken token, ClientOptions? options = null)
    {
        var connector = new TapConnector(_ends!.Connector(_protocol), KeepsFrames);
        var client = await LiaisonClient.ConnectAsync(connector, (options ?? new ClientOptions()) with { Protocol = _protocol }, token);
        _open.Push(client);
        _tap = connector.Tap;
        await client.PingAsync(token);
        return client;
    }

    /// <summary>Connects a client that connects again, and whose links a test can cut.</summary>
    protected async Task<(LiaisonClient Client, Cutter Cutter)> ConnectCuttableAsync(CancellationToken token)
    {
        var cutter = new Cutter(_ends!.Connector(_protocol));
        var client = await LiaisonClient.ConnectAsync(cutter, new ClientOptions { Protocol = _protocol, Reconnect = Cutter.Soon }, token);
        _open.Push(client);
        await client.PingAsync(token);
        return (client, cutter);
    }

    /// <summary>Starts a host with the commands of an object, and connects a client to it.</summary>
    protected async Task<LiaisonClient> ServeAndConnectAsync<T>(T commands, CancellationToken token)
        where T : class
    {
        var companion = new Companion();
        companion.Commands.AddFrom(commands);
        await ServeAsync(companion, token);
        return await ConnectAsync(token);
    }

    /// <summary>Whether the host can call its client. Where the protocol has no form for that, such a call is refused with what to do instead.</summary>
    protected async Task<bool> HostCallsAsync()
    {
        if (!Speech.CallsBack)
        {
            var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => Peer.NotifyAsync(new CommandCall("ping")));
            Assert.That(refusal!.Message, Does.Contain("Publish an event"));
        }

        return Speech.CallsBack;
    }

    /// <summary>What the host is given for the link's transport.</summary>
    protected virtual ICommandTransport Wrapped(ICommandTransport transport) => transport;
}
