using System.Runtime.CompilerServices;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Resumption;
using Liaison.Tests.Features;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Resumption;

/// <summary>What a session keeps while its link is away, and when it ends all the same.</summary>
[CancelAfter(60_000)]
internal sealed class ResumedSessionTests
{
    private static readonly ResumeOptions Fast = new() { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(20) };

    private static readonly ReconnectOptions Again = new() { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(20) };

    private readonly Stack<IAsyncDisposable> _open = new();
    private InMemoryTransport _transport = null!;
    private CuttingConnector _links = null!;
    private LiaisonHost _host = null!;

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }

        await _transport.DisposeAsync();
    }

    [Test]
    public async Task A_command_runs_on_without_a_link_and_its_answer_arrives_with_the_next_one(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await OpenAsync(waiting, token);
        var pending = client.InvokeAsync<string>("wait", [], token);
        await waiting.Gate.Entered.WaitAsync(token);

        await _links.BreakAsync();
        waiting.Gate.Open();
        _links.Repair();

        Assert.That(await pending, Is.Not.Null);
        Assert.That(_links.Links, Is.EqualTo(2));
    }

    [Test]
    public async Task A_call_that_is_made_without_a_link_is_sent_with_the_next_one(CancellationToken token)
    {
        var client = await OpenAsync(new WaitingCommands(), token);
        await _links.BreakAsync();

        var pings = Enumerable.Range(0, 200).Select(_ => client.PingAsync(token)).ToArray();
        _links.Repair();

        await Task.WhenAll(pings);
    }

    [Test]
    public async Task Subscriptions_go_on_and_no_event_is_missing(CancellationToken token)
    {
        var client = await OpenAsync(new WaitingCommands(), token);
        await using var loop = await EventLoop<int>.StartAsync(client, "news", token);
        await _host.PublishAsync("news", 1);
        Assert.That((await loop.NextAsync()).Value, Is.EqualTo(1));

        await _links.BreakAsync();
        await _host.PublishAsync("news", 2);
        await _host.PublishAsync("news", 3);
        _links.Repair();

        Assert.That((await loop.NextAsync()).Value, Is.EqualTo(2));
        Assert.That((await loop.NextAsync()).Value, Is.EqualTo(3));
    }

    [Test]
    public async Task A_stream_goes_on_where_it_was(CancellationToken token)
    {
        var client = await OpenAsync(new Counting(), token);
        var seen = new List<int>();
        await foreach (var number in client.StreamAsync<int>("count", [500], token))
        {
            seen.Add(number);
            if (number % 100 == 50)
            {
                await _links.CutAsync();
            }
        }

        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 500)));
        Assert.That(_links.Links, Is.GreaterThan(1));
    }

    [Test]
    public async Task The_host_calls_its_client_over_the_next_link(CancellationToken token)
    {
        var client = await OpenAsync(new WaitingCommands(), token);
        client.Commands.AddFrom(new Doubling());
        var peer = _host.Peers[0];
        await _links.BreakAsync();

        var called = peer.InvokeAsync<int>("double", [21], token);
        _links.Repair();

        Assert.That(await called, Is.EqualTo(42));
        Assert.That(_host.Peers, Has.Count.EqualTo(1), "The peer is the same.");
    }

    [Test]
    public async Task A_session_that_nobody_takes_up_in_time_ends_and_its_commands_are_canceled(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await OpenAsync(waiting, token, new HostOptions { ResumeTimeout = TimeSpan.FromMilliseconds(50), CancelTimeout = TimeSpan.FromMilliseconds(50) });
        var pending = client.InvokeAsync<string>("wait", [], token);
        await waiting.Gate.Entered.WaitAsync(token);

        await _links.BreakAsync();

        await waiting.Gate.Canceled.WaitAsync(token);
        var failure = await Assert.ThrowsAsync<LiaisonException>(() => pending);
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.Disconnected));
        await client.Completion.WaitAsync(token);
        _links.Repair();
    }

    [Test]
    public async Task A_client_that_leaves_in_order_ends_its_session_at_once(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await OpenAsync(waiting, token);
        _ = client.InvokeAsync<string>("wait", [], token).ContinueWith(call => call.Exception, token, TaskContinuationOptions.None, TaskScheduler.Default);
        await waiting.Gate.Entered.WaitAsync(token);

        await client.DisposeAsync();

        await waiting.Gate.Canceled.WaitAsync(token);
    }

    [Test]
    public async Task A_client_asks_a_host_that_resumes_nothing_and_is_told_so(CancellationToken token)
    {
        var refusal = await Assert.ThrowsAsync<IOException>(() => OpenAsync(new WaitingCommands(), token, new HostOptions { ResumeTimeout = null }));
        Assert.That(refusal!.Message, Does.Contain("Set HostOptions.ResumeTimeout there"));
    }

    [Test]
    public async Task Another_host_does_not_know_the_session_and_the_client_ends(CancellationToken token)
    {
        var client = await OpenAsync(new WaitingCommands(), token);
        await _links.BreakAsync();
        var other = new InMemoryTransport();
        await using var companion = new Companion();
        await using var host = new LiaisonHost(companion, Options).Add(other);
        await host.StartAsync(token);

        _links.MoveTo(new InMemoryConnector(other));
        _links.Repair();

        await client.Completion.WaitAsync(token);
    }

    [Test]
    public async Task A_client_that_also_reconnects_keeps_its_session_and_after_its_end_begins_another(CancellationToken token)
    {
        await OpenAsync(new WaitingCommands(), token);
        var links = new CuttingConnector(new InMemoryConnector(_transport));
        await using var client = await LiaisonClient.ConnectAsync(links, new ClientOptions { Resume = Fast, Reconnect = Again }, token);
        await using var loop = await EventLoop<int>.StartAsync(client, "news", token);

        await links.BreakAsync();
        await _host.PublishAsync("news", 1);
        links.Repair();
        Assert.That((await loop.NextAsync()).Value, Is.EqualTo(1), "The session goes on: its event was kept.");

        var other = new InMemoryTransport();
        await using var companion = new Companion();
        await using var host = new LiaisonHost(companion, Options).Add(other);
        await host.StartAsync(token);
        await links.BreakAsync();
        links.MoveTo(new InMemoryConnector(other));
        links.Repair();

        // The other host does not know the session. A ping that is answered comes from a new one, whose subscription is restored before.
        await PingAgainAsync(client, token);
        await host.PublishAsync("news", 2);
        Assert.That((await loop.NextAsync()).Value, Is.EqualTo(2));
    }

    [Test]
    public async Task A_peer_that_does_not_resume_is_served_as_ever(CancellationToken token)
    {
        await OpenAsync(new WaitingCommands(), token);
        await using var plain = await LiaisonClient.ConnectAsync(new InMemoryConnector(_transport), cancellationToken: token);
        await plain.PingAsync(token);
    }

    [Test]
    public async Task A_host_that_stops_ends_the_sessions_without_a_link_too(CancellationToken token)
    {
        var client = await OpenAsync(new WaitingCommands(), token, new HostOptions { ResumeTimeout = TimeSpan.FromMilliseconds(200) });
        await _links.BreakAsync();

        await _host.StopAsync().WaitAsync(token);

        _links.Repair();
        await client.Completion.WaitAsync(token);
    }

    [Test]
    public async Task A_host_that_stops_closes_connections_that_have_said_nothing(CancellationToken token)
    {
        await OpenAsync(new WaitingCommands(), token);
        await using var silent = await new InMemoryConnector(_transport).ConnectAsync(token);

        await _host.StopAsync().WaitAsync(token);

        Assert.That(await silent.ReceiveAsync(token), Is.Null);
    }

    private static async Task PingAgainAsync(LiaisonClient client, CancellationToken token)
    {
        while (true)
        {
            try
            {
                await client.PingAsync(token);
                return;
            }
            catch (LiaisonException failure) when (failure.Code == ErrorCode.ConnectionLost)
            {
                // The session ended while the ping was on its way.
            }
        }
    }

    private static HostOptions Options { get; } = new() { ResumeTimeout = TimeSpan.FromMinutes(1) };

    private async Task<LiaisonClient> OpenAsync<T>(T commands, CancellationToken token, HostOptions? options = null)
        where T : class
    {
        var companion = new Companion();
        _open.Push(companion);
        companion.Commands.AddFrom(commands);
        _transport = new InMemoryTransport();
        _host = new LiaisonHost(companion, options ?? Options).Add(_transport);
        _open.Push(_host);
        await _host.StartAsync(token);
        _links = new CuttingConnector(new InMemoryConnector(_transport));
        var client = await LiaisonClient.ConnectAsync(_links, new ClientOptions { Resume = Fast }, token);
        _open.Push(client);
        await client.PingAsync(token);
        return client;
    }

    private sealed class Doubling
    {
        [Command("double")]
        public int Double(int number) => number * 2;
    }

    private sealed class Counting
    {
        [Command("count")]
        public async IAsyncEnumerable<int> CountAsync(int items, [EnumeratorCancellation] CancellationToken token)
        {
            for (var i = 0; i < items; i++)
            {
                token.ThrowIfCancellationRequested();
                yield return i;
                await Task.Yield();
            }
        }
    }
}
