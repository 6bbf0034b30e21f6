using System.Collections.Concurrent;
using System.Globalization;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Tests.Features;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

/// <summary>A worker that cannot be reached for a while, beside others that can, while clients call through a gateway.</summary>
[CancelAfter(120_000)]
internal sealed class PartitionTests
{
    private const int Clients = 4;
    private const int InFlight = 8;
    private const int Links = 6;

    private readonly Stack<IAsyncDisposable> _open = new();
    private readonly List<Tap> _taps = [];
    private ConcurrentBag<(int Number, string Worker)> _run = null!;
    private CutLine _line = null!;
    private NatsOptions _options = null!;

    private static TimeSpan Partition { get; } =
        TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("LIAISON_NATS_PARTITION") ?? "2", CultureInfo.InvariantCulture));

    [SetUp]
    public void OpenLine()
    {
        _options = NatsServer.Shared().Options() with
        {
            Heartbeat = Partition / 20,
            ConnectTimeout = TimeSpan.FromMilliseconds(500),
            MaxAttempts = 30,
            DrainTimeout = TimeSpan.FromSeconds(30),
        };
        _run = [];
        _line = new CutLine(new Uri(NatsServer.Shared().Url).Port);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        _line.Heal();
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }

        _line.Dispose();
    }

    [Test]
    public async Task A_partition_that_is_shorter_than_LostAfter_loses_no_call(CancellationToken token)
    {
        _options = _options with { LostAfter = Partition * 10 };
        var load = await PartAndHealAsync(token);

        Assert.That(load.Failures, Is.Empty);
    }

    [Test]
    public async Task A_partition_that_is_longer_than_LostAfter_fails_what_was_pending_there_and_nothing_else(CancellationToken token)
    {
        _options = _options with { LostAfter = Partition / 2 };
        var load = await PartAndHealAsync(token, whileCut: running => running.Failed);

        Assert.That(load.Failures.Select(call => call.Failure.Code), Has.All.EqualTo(ErrorCode.Disconnected));

        // A call that fails makes room for another one, which may go to a link of the same worker that is not known to be lost yet.
        Assert.That(load.Failures, Has.Count.InRange(1, Links * Clients * InFlight));
        var failed = load.Failures.Select(call => call.Number).ToHashSet();
        Assert.That(_run.Where(run => failed.Contains(run.Number)).Select(run => run.Worker), Has.All.EqualTo("parted"));
    }

    private async Task<CallLoad> PartAndHealAsync(CancellationToken token, Func<CallLoad, Task>? whileCut = null)
    {
        var parted = await WorkerAsync("parted", _line.Url, token);
        var others = new[] { await WorkerAsync("one", null, token), await WorkerAsync("two", null, token) };
        var clients = await ConnectUntilAllWorkAsync(token);
        var load = new CallLoad(clients, InFlight);
        var running = load.RunAsync(token);
        await load.AnsweredAsync(1_000).WaitAsync(token);

        _line.Cut();
        await Task.Delay(Partition, token); // What is tested is a partition of this length.
        await (whileCut?.Invoke(load) ?? Task.CompletedTask).WaitAsync(token);
        _line.Heal();

        await load.AnsweredAsync(1_000).WaitAsync(token);
        load.End();
        await running.WaitAsync(token);
        Assert.That(load.Answered + load.Failures.Count, Is.EqualTo(load.Made), "Every call has an answer or an error.");
        Assert.That(_run.Select(run => run.Number), Is.Unique, "None is run twice.");
        foreach (var tap in _taps)
        {
            var ids = tap.Received.Select(Tap.TextOf).Select(text => text[text.LastIndexOf("\"evt\"", StringComparison.Ordinal)..]).ToArray();
            Assert.That(ids, Is.Unique, "None is answered twice.");
        }

        // Nobody else is left, so that the worker serves again, or nobody does.
        await Task.WhenAll(others.Select(other => other.StopAsync())).WaitAsync(token);
        Assert.That(parted.Completion.IsCompleted, Is.False);
        Assert.That(await clients[0].InvokeAsync<string>("where", [], token), Is.EqualTo("parted"));
        TestContext.Out.WriteLine($"A partition of {Partition.TotalSeconds:0.#} s: {load.Answered} answered, {load.Failures.Count} lost.");
        return load;
    }

    private async Task<LiaisonHost> WorkerAsync(string name, string? url, CancellationToken token)
    {
        var companion = new Companion();
        companion.Commands.AddFrom(new Work(name, _run));
        var options = url is null ? _options : _options with { Connection = _options.Connection with { Url = url } };
        var host = new LiaisonHost(companion, new HostOptions { Execution = Execution.Concurrent }).Add(new NatsTransport(options));
        _open.Push(companion);
        _open.Push(host);
        await host.StartAsync(token);
        return host;
    }

    // Which worker a connection goes to is NATS's choice, and each is to have a part in this.
    private async Task<List<LiaisonClient>> ConnectUntilAllWorkAsync(CancellationToken token)
    {
        while (true)
        {
            var transport = new InMemoryTransport();
            var gateway = new LiaisonHost(new Companion(), new HostOptions { Execution = Execution.Concurrent }).Add(transport);
            gateway.ForwardTo(new NatsConnector(_options), new ForwardOptions { AllowAnonymous = true, Spread = Links });
            await gateway.StartAsync(token);
            _taps.Clear();
            var clients = new List<LiaisonClient>();
            for (var i = 0; i < Clients; i++)
            {
                var connector = new TapConnector(new InMemoryConnector(transport));
                clients.Add(await LiaisonClient.ConnectAsync(connector, cancellationToken: token));
                _taps.Add(connector.Tap!);
            }

            var names = await Task.WhenAll(Enumerable.Range(0, 10 * Links).Select(_ => clients[0].InvokeAsync<string>("where", [], token)));
            if (names.Distinct().Count() == 3)
            {
                _open.Push(gateway);
                clients.ForEach(_open.Push);
                return clients;
            }

            clients.ForEach(client => _ = client.DisposeAsync().AsTask());
            await gateway.StopAsync();
        }
    }

    public sealed class Work(string name, ConcurrentBag<(int Number, string Worker)> run)
    {
        [Command("where")]
        public string Where() => name;

        [Command("work")]
        public async Task<int> WorkAsync(int number)
        {
            run.Add((number, name));
            await Task.Delay(1);
            return number;
        }
    }
}
