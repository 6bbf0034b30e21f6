using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.Features;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Reconnecting;

/// <summary>A host and a client that connects again, in memory. What a test opens is closed after it.</summary>
[CancelAfter(60_000)]
internal abstract class OverOneLink
{
    private readonly Stack<IAsyncDisposable> _open = new();
    private LiaisonClient? _client;

    /// <summary>The commands of the host.</summary>
    protected WaitingCommands Waiting { get; private set; } = new();

    protected LiaisonHost Host { get; private set; } = null!;

    protected LiaisonClient Client => _client!;

    protected Cutter Cutter { get; private set; } = null!;

    /// <summary>What the client told of its state, with the reasons.</summary>
    protected List<ClientStateChange> Changes { get; } = [];

    [SetUp]
    public async Task ServeAsync()
    {
        Waiting = new WaitingCommands();
        Changes.Clear();
        var companion = new Companion();
        companion.Commands.AddFrom(Waiting);
        (Host, Cutter) = await HostAsync(companion);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        Waiting.Gate.Open();
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    protected static async Task<LiaisonException> FailureAsync(Task call) => (await Assert.ThrowsAsync<LiaisonException>(() => call))!;

    /// <summary>Starts another host.</summary>
    protected async Task<(LiaisonHost Host, Cutter Cutter)> HostAsync(Companion companion)
    {
        var transport = new InMemoryTransport();
        var host = new LiaisonHost(companion).Add(transport);
        _open.Push(companion);
        _open.Push(host);
        await host.StartAsync();
        return (host, new Cutter(new InMemoryConnector(transport)));
    }

    /// <summary>Connects the client.</summary>
    protected async Task ConnectAsync(CancellationToken token, ReconnectOptions? reconnect = null, ClientOptions? options = null)
    {
        options = (options ?? new ClientOptions()) with { Reconnect = reconnect ?? Cutter.Soon };
        _client = await LiaisonClient.ConnectAsync(Cutter, options, token);
        _open.Push(_client);
        _client.StateChanged += (_, change) => Changes.Add(change);
    }

    /// <summary>Cuts the connection, and lets none in until <paramref name="open"/> ends.</summary>
    protected async Task LoseAsync(Task open, CancellationToken token)
    {
        Cutter.Open = open;
        await Cutter.CutAsync(Client, token);
    }
}
