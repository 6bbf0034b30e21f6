using System.Collections.Concurrent;
using System.Globalization;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Tests.Features;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

/// <summary>Worker processes that come and go while clients call through a gateway.</summary>
[CancelAfter(240_000)]
[Platform(Exclude = "Win", Reason = "There are no signals to send.")]
internal sealed class FleetTests
{
    private const int Workers = 3;
    private const int Clients = 4;
    private const int InFlight = 32;
    private const int Links = 12;

    private readonly Stack<IAsyncDisposable> _open = new();
    private readonly ConcurrentQueue<LiaisonException> _failures = new();
    private readonly ConcurrentDictionary<int, ToolProcess> _workers = new();
    private readonly List<Tap> _taps = [];
    private int _answered;

    private static int Calls { get; } = int.Parse(Environment.GetEnvironmentVariable("LIAISON_NATS_CALLS") ?? "10000", CultureInfo.InvariantCulture);

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    [Test]
    public async Task Every_call_is_answered_once_while_a_worker_is_drained_and_another_killed(CancellationToken token)
    {
        var options = NatsServer.Shared().Options() with { Heartbeat = TimeSpan.FromMilliseconds(200), MissingAfter = TimeSpan.Zero };
        for (var i = 0; i < Workers; i++)
        {
            var worker = await WorkerProcess.StartAsync(NatsServer.Shared(), options.Subject, token);
            _open.Push(worker);
            _workers[worker.Id] = worker;
        }

        var clients = await ConnectUntilAllWorkAsync(options, token);
        var (drained, killed) = (_workers.Values.First(), _workers.Values.Last());
        var running = clients.Select((client, i) => CallAsync(client, i, token)).ToArray();

        await AnsweredAsync(Calls / 4, token);
        drained.Send(Signal.Terminate);
        var ended = await drained.EndedAsync(token);
        Assert.That(ended.ExitCode, Is.Zero, ended.Errors);
        Assert.That(_failures, Is.Empty, "The drained worker loses none.");

        await AnsweredAsync(Calls / 2, token);
        killed.Send(Signal.Kill);
        await Task.WhenAll(running).WaitAsync(token);

        Assert.That(_answered + _failures.Count, Is.EqualTo(Calls / Clients * Clients), "Every call has an answer or an error.");
        Assert.That(_failures.Select(failure => failure.Code), Has.All.EqualTo(ErrorCode.Disconnected));
        Assert.That(_failures, Has.Count.LessThanOrEqualTo(Clients * InFlight), "Only what the killed worker had can be lost.");
        foreach (var tap in _taps)
        {
            var ids = tap.Received.Select(Tap.TextOf).Select(text => text[text.LastIndexOf("\"evt\"", StringComparison.Ordinal)..]).ToArray();
            Assert.That(ids, Is.Unique, "None is answered twice.");
        }

        TestContext.Out.WriteLine($"{_answered} answered, {_failures.Count} lost with the killed worker.");
    }

    // Which worker a connection goes to is NATS's choice, and each is to have a part in this.
    private async Task<LiaisonClient[]> ConnectUntilAllWorkAsync(NatsOptions options, CancellationToken token)
    {
        while (true)
        {
            var transport = new InMemoryTransport();
            var gateway = new LiaisonHost(new Companion(), new HostOptions { Execution = Execution.Concurrent }).Add(transport);
            gateway.ForwardTo(new NatsConnector(options), new ForwardOptions { AllowAnonymous = true, Spread = Links });
            _open.Push(gateway);
            await gateway.StartAsync(token);
            _taps.Clear();
            var clients = new List<LiaisonClient>();
            for (var i = 0; i < Clients; i++)
            {
                var connector = new TapConnector(new InMemoryConnector(transport));
                clients.Add(await LiaisonClient.ConnectAsync(connector, cancellationToken: token));
                _open.Push(clients[^1]);
                _taps.Add(connector.Tap!);
            }

            var pids = await Task.WhenAll(Enumerable.Range(0, 10 * Links).Select(_ => clients[0].InvokeAsync<int>("pid", [], token)));
            if (pids.Distinct().Count() == Workers)
            {
                return [.. clients];
            }
        }
    }

    private async Task CallAsync(LiaisonClient client, int offset, CancellationToken token)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Calls / Clients).Select(i => (i * Clients) + offset),
            new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = token },
            async (number, _) =>
            {
                try
                {
                    Assert.That(await client.InvokeAsync<int>("work", [number], token), Is.EqualTo(number));
                    Interlocked.Increment(ref _answered);
                }
                catch (LiaisonException failure)
                {
                    _failures.Enqueue(failure);
                }
            });
    }

    private async Task AnsweredAsync(int count, CancellationToken token)
    {
        while (Volatile.Read(ref _answered) + _failures.Count < count)
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
