using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Getters of results that use the host themselves, while the result is written.</summary>
[CancelAfter(60_000)]
internal sealed class GetterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private GetterCompanion _companion = null!;
    private ServedCompanion _served = null!;
    private TestPeer _peer = null!;
    private TestPeer _other = null!;

    private LiaisonHost Host => _served.Host;

    [SetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        _companion = new GetterCompanion();
        _served = await ServedCompanion.StartAsync(_companion);
        _peer = await _served.ConnectAsync(limit.Token);
        _other = await _served.ConnectAsync(limit.Token);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _other.DisposeAsync();
        await _peer.DisposeAsync();
        await _served.DisposeAsync();
        await _companion.DisposeAsync();
    }

    [Test]
    public async Task An_event_of_a_getter_comes_after_the_result(CancellationToken token)
    {
        await _peer.CallAsync("subscribe", ["news"], token);
        _companion.OnRead = _ => Publish("news");

        var answer = await _peer.CallAsync("read", [1], token);
        var published = await _peer.NextAsync(token);

        Assert.That(answer.Response.GetRawText(), Is.EqualTo("""{"first":1,"last":"z"}"""));
        Assert.That(published.Text, Does.StartWith("{\"tag\":\"news\""));
    }

    [Test]
    public async Task Events_of_a_getter_keep_their_order(CancellationToken token)
    {
        await _peer.CallAsync("subscribe", ["*"], token);
        _companion.OnRead = _ => Array.ForEach(["a", "b", "c"], Publish);

        await _peer.CallAsync("read", [1], token);

        foreach (var topic in (string[])["a", "b", "c"])
        {
            Assert.That((await _peer.NextAsync(token)).Json.GetProperty("tag").GetString(), Is.EqualTo(topic));
        }
    }

    [Test]
    public async Task Getters_of_two_peers_publish_to_each_other_at_once(CancellationToken token)
    {
        await _peer.CallAsync("subscribe", ["news"], token);
        await _other.CallAsync("subscribe", ["news"], token);
        using var both = new Barrier(2);
        _companion.OnRead = _ =>
        {
            Assert.That(both.SignalAndWait(Limit, token));
            Publish("news");
        };

        await _peer.SendAsync(TestPeer.Request("1", "read", 1), token);
        await _other.SendAsync(TestPeer.Request("1", "read", 1), token);

        foreach (var peer in (TestPeer[])[_peer, _other])
        {
            string[] replies = [(await peer.NextAsync(token)).Text, (await peer.NextAsync(token)).Text, (await peer.NextAsync(token)).Text];
            Assert.That(replies.Count(reply => reply.StartsWith("{\"tag\":\"news\"", StringComparison.Ordinal)), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_getter_completes_the_command_of_another_call(CancellationToken token)
    {
        await _other.SendAsync(TestPeer.Request("waiting", "wait"), token);
        await _companion.Waits.WaitAsync(token);
        _companion.OnRead = _ => _companion.Complete();

        var answer = await _peer.CallAsync("read", [1], token);

        Assert.That(answer.Response.GetRawText(), Is.EqualTo("""{"first":1,"last":"z"}"""));
        Assert.That((await _other.NextAsync(token)).Id, Is.EqualTo("\"waiting\""));
    }

    [Test]
    public async Task A_getter_reads_the_number_of_connections_while_another_peer_reads_the_statistics(CancellationToken token)
    {
        _companion.OnRead = _ =>
        {
            _other.SendAsync(TestPeer.Request("stats", "stats"), token).Wait(Limit, token);
            for (var i = 0; i < 200; i++)
            {
                Assert.That(Task.Run(() => Host.ConnectionCount, token).Wait(Limit, token), "the getter waits for the statistics, and the statistics for the getter");
            }
        };

        Assert.That((await _peer.CallAsync("read", [1], token)).Response.GetRawText(), Is.EqualTo("""{"first":1,"last":"z"}"""));
        Assert.That((await _other.NextAsync(token)).Id, Is.EqualTo("\"stats\""));
    }

    private void Publish(string topic) => Assert.That(Host.PublishAsync(topic, 1).AsTask().Wait(Limit));

    private sealed class GetterCompanion : Companion
    {
        private readonly TaskCompletionSource _wait = new();
        private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action<int> OnRead { get; set; } = _ => { };

        public Task Waits => _waits.Task;

        public void Complete() => _wait.SetResult();

        [Command("read", Lane = Lane.Concurrent)]
        public Reading Read(int number) => new(this, number);

        [Command("wait", Lane = Lane.Concurrent)]
        public Task WaitAsync()
        {
            _waits.SetResult();
            return _wait.Task;
        }
    }

    private sealed class Reading(GetterCompanion companion, int number)
    {
        public int First
        {
            get
            {
                companion.OnRead(number);
                return number;
            }
        }

        public string Last => "z";
    }
}
