using System.Text;
using System.Text.RegularExpressions;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.Features;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Resumption;

/// <summary>The messages of docs/protocols/liaison.md, as a client of one's own sends and gets them.</summary>
[CancelAfter(60_000)]
internal sealed partial class ResumptionOnTheWireTests
{
    private const string Ping = """{"command": {"command": "ping"}, "id": 1, "echo": "id"}""";

    private Companion _companion = null!;
    private LiaisonHost _host = null!;
    private InMemoryTransport _transport = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _companion = new Companion();
        _transport = new InMemoryTransport();
        _host = new LiaisonHost(_companion, new HostOptions { ResumeTimeout = TimeSpan.FromMinutes(1), MaxConnections = 2 }).Add(_transport);
        await _host.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [Test]
    public async Task A_session_begins_with_a_key_of_128_bits_and_the_host_s_patience(CancellationToken token)
    {
        await using var link = await ConnectAsync(token);

        Assert.That(await AskAsync(link, "#open 1", token), Does.Match("^#session [0-9a-f]{32} 0 60000$"));
    }

    [Test]
    public async Task Each_link_gets_another_key_and_the_former_one_holds_until_the_client_has_spoken(CancellationToken token)
    {
        await using var first = await ConnectAsync(token);
        var key = KeyOf(await AskAsync(first, "#open 1", token));
        await using var second = await ConnectAsync(token);
        var lost = KeyOf(await AskAsync(second, $"#resume {key} 0", token));

        await using var third = await ConnectAsync(token);
        var next = KeyOf(await AskAsync(third, $"#resume {key} 0", token));
        Assert.That(new[] { key, lost, next }, Is.Unique);
        Assert.That(await AskAsync(third, Ping, token), Does.Contain("pong"));

        foreach (var old in new[] { key, lost })
        {
            await using var late = await ConnectAsync(token);
            Assert.That(await AskAsync(late, $"#resume {old} 0", token), Does.StartWith("#refused There is no such session"));
        }
    }

    [Test]
    public async Task What_the_client_lacks_is_sent_again_and_what_it_has_is_not(CancellationToken token)
    {
        await using var first = await ConnectAsync(token);
        var key = KeyOf(await AskAsync(first, "#open 1", token));
        var answers = new List<string>();
        for (var id = 1; id <= 3; id++)
        {
            answers.Add(await AskAsync(first, Ping.Replace("1,", $"{id},", StringComparison.Ordinal), token));
        }

        await using var second = await ConnectAsync(token);
        Assert.That(await AskAsync(second, $"#resume {key} 1", token), Does.Match("^#session [0-9a-f]{32} 3 60000$"));

        Assert.That((await HearAsync(second, token), await HearAsync(second, token)), Is.EqualTo((answers[1], answers[2])));
        Assert.That(await first.ReceiveAsync(token), Is.Null, "A link that was replaced is closed.");
    }

    [Test]
    public async Task An_acknowledgement_is_given_when_it_is_asked_for(CancellationToken token)
    {
        await using var link = await ConnectAsync(token);
        await AskAsync(link, "#open 1", token);
        await AskAsync(link, Ping, token);

        Assert.That(await AskAsync(link, "#sync", token), Is.EqualTo("#ack 1"));
    }

    [Test]
    public async Task Receipt_is_acknowledged_after_many_messages(CancellationToken token)
    {
        await using var link = await ConnectAsync(token);
        await AskAsync(link, "#open 1", token);
        for (var i = 0; i < 256; i++)
        {
            await SendAsync(link, Ping, token);
        }

        var heard = new List<string>();
        while (!heard.Exists(text => text.StartsWith("#ack ", StringComparison.Ordinal)))
        {
            heard.Add(await HearAsync(link, token));
        }

        Assert.That(heard[^1], Does.Match("^#ack [12][0-9][0-9]$"));
    }

    [TestCase("#resume 0123456789abcdef0123456789abcdef 0", "There is no such session")]
    [TestCase("#open 2", "not understood")]
    [TestCase("#open", "not understood")]
    [TestCase("#resume", "not understood")]
    [TestCase("#resume  0", "not understood")]
    [TestCase("#resume key -1", "not understood")]
    [TestCase("#resume key 99999999999999999999", "not understood")]
    [TestCase("#nonsense", "not understood")]
    public async Task A_first_message_that_cannot_be_is_refused_and_the_link_closed(string first, string reason, CancellationToken token)
    {
        await using var link = await ConnectAsync(token);

        Assert.That(await AskAsync(link, first, token), Does.StartWith("#refused ").And.Contains(reason));
        Assert.That(await link.ReceiveAsync(token), Is.Null);
    }

    [TestCase("#ack 1")]
    [TestCase("#ack x")]
    [TestCase("#open 1")]
    [TestCase("#nonsense")]
    [TestCase("#end")]
    public async Task What_is_not_understood_later_ends_the_session(string message, CancellationToken token)
    {
        await using var link = await ConnectAsync(token);
        var key = KeyOf(await AskAsync(link, "#open 1", token));
        await SendAsync(link, message, token);
        Assert.That(await link.ReceiveAsync(token), Is.Null);

        await using var next = await ConnectAsync(token);
        Assert.That(await AskAsync(next, $"#resume {key} 0", token), Does.StartWith("#refused"));
    }

    [Test]
    public async Task A_client_that_claims_to_have_what_was_never_sent_is_refused_and_the_session_goes_on(CancellationToken token)
    {
        await using var first = await ConnectAsync(token);
        var key = KeyOf(await AskAsync(first, "#open 1", token));
        await using var liar = await ConnectAsync(token);
        Assert.That(await AskAsync(liar, $"#resume {key} 7", token), Does.StartWith("#refused"));

        Assert.That(await AskAsync(first, Ping, token), Does.Contain("pong"));
    }

    [Test]
    public async Task A_message_that_begins_with_the_mark_reaches_the_protocol_where_the_mark_is_doubled(CancellationToken token)
    {
        await using var link = await ConnectAsync(token);
        await AskAsync(link, "#open 1", token);

        Assert.That(await AskAsync(link, "##no JSON", token), Does.Contain("bad_message"));
        Assert.That(await AskAsync(link, Ping, token), Does.Contain("pong"));
    }

    [Test]
    public async Task Sessions_can_be_resumed_at_a_host_that_is_full(CancellationToken token)
    {
        await using var first = await ConnectAsync(token);
        var key = KeyOf(await AskAsync(first, "#open 1", token));
        await using var other = await ConnectAsync(token);
        Assert.That(await AskAsync(other, Ping, token), Does.Contain("pong"));

        await using var next = await ConnectAsync(token);
        Assert.That(await AskAsync(next, $"#resume {key} 0", token), Does.StartWith("#session"));
    }

    [Test]
    public async Task No_more_connections_may_be_silent_than_may_be_served(CancellationToken token)
    {
        await using var first = await ConnectAsync(token);
        await using var second = await ConnectAsync(token);
        await using var third = await ConnectAsync(token);

        // Each is accepted on a thread of its own, in any order.
        var ended = await Task.WhenAny(first.ReceiveAsync(token).AsTask(), second.ReceiveAsync(token).AsTask(), third.ReceiveAsync(token).AsTask());
        Assert.That(await ended, Is.Null);
    }

    [Test]
    public async Task A_key_is_of_no_use_to_another_peer(CancellationToken token)
    {
        var owned = new ScriptedPeer("token");
        var serving = _host.ServeAsync(owned, token);
        var key = KeyOf(await owned.AskAsync("#open 1", token));
        await using var thief = await ConnectAsync(token);

        Assert.That(await AskAsync(thief, $"#resume {key} 0", token), Does.StartWith("#refused There is no such session"));

        Assert.That(await owned.AskAsync(Ping, token), Does.Contain("pong"));
        await owned.DisposeAsync();
        await _host.StopAsync();
        await serving;
    }

    private ValueTask<ICommandConnection> ConnectAsync(CancellationToken token) => new InMemoryConnector(_transport).ConnectAsync(token);

    private static ValueTask SendAsync(ICommandConnection link, string text, CancellationToken token) =>
        link.SendAsync(new[] { new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(text)) }, token);

    private static async Task<string> HearAsync(ICommandConnection link, CancellationToken token) =>
        Tap.TextOf(await link.ReceiveAsync(token) ?? throw new IOException("The link is closed."));

    private static async Task<string> AskAsync(ICommandConnection link, string text, CancellationToken token)
    {
        await SendAsync(link, text, token);
        return await HearAsync(link, token);
    }

    private static string KeyOf(string session) => Key().Match(session).Groups[1].Value;

    [GeneratedRegex("^#session ([0-9a-f]{32}) ")]
    private static partial Regex Key();

    /// <summary>A peer over the same kind of link, which has proved something.</summary>
    private sealed class ScriptedPeer : ICommandConnection
    {
        private readonly System.Threading.Channels.Channel<Frame> _toHost = System.Threading.Channels.Channel.CreateUnbounded<Frame>();
        private readonly System.Threading.Channels.Channel<string> _fromHost = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public ScriptedPeer(string credential) => Remote = new PeerInfo("memory", "scripted") { Credential = credential, CarriesBinary = true };

        public PeerInfo Remote { get; }

        public async Task<string> AskAsync(string text, CancellationToken token)
        {
            _toHost.Writer.TryWrite(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(text)));
            return await _fromHost.Reader.ReadAsync(token);
        }

        public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) =>
            await _toHost.Reader.WaitToReadAsync(cancellationToken) && _toHost.Reader.TryRead(out var frame) ? frame : null;

        public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
        {
            foreach (var frame in frames.Span)
            {
                _fromHost.Writer.TryWrite(Tap.TextOf(frame));
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _toHost.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }
}
