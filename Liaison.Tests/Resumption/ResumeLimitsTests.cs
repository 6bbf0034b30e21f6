using System.Threading.Channels;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Resumption;
using Liaison.Testing;
using Liaison.Tests.Features;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Resumption;

/// <summary>The limits of sessions that can be resumed.</summary>
[CancelAfter(60_000)]
internal sealed class ResumeLimitsTests
{
    private static IEnumerable<ResumeOptions> Wrong() =>
    [
        new ResumeOptions { BufferBytes = 0 },
        new ResumeOptions { AnswerTimeout = TimeSpan.Zero },
        new ResumeOptions { FirstDelay = TimeSpan.Zero },
        new ResumeOptions { LongestDelay = TimeSpan.FromMilliseconds(1) },
        new ResumeOptions { LongestDelay = TimeSpan.FromDays(2) },
        new ResumeOptions { AnswerTimeout = TimeSpan.MaxValue },
    ];

    [TestCaseSource(nameof(Wrong))]
    public void An_option_out_of_its_range_is_refused_at_once(ResumeOptions options) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ResumingConnector(new InMemoryConnector(new InMemoryTransport()), options));

    [Test]
    public async Task A_host_refuses_a_timeout_or_a_buffer_that_cannot_be()
    {
        await using var companion = new Companion();
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new LiaisonHost(companion, new HostOptions { ResumeTimeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new LiaisonHost(companion, new HostOptions { ResumeTimeout = TimeSpan.FromDays(1_000) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new LiaisonHost(companion, new HostOptions { ResumeBufferBytes = 0 }));
    }

    [Test]
    public async Task A_buffer_that_is_smaller_than_the_messages_makes_sending_wait_and_loses_nothing(CancellationToken token)
    {
        var transport = new InMemoryTransport();
        await using var companion = new Companion();
        companion.Commands.AddFrom(new WaitingCommands());
        await using var host = new LiaisonHost(companion, new HostOptions { ResumeTimeout = TimeSpan.FromMinutes(1), ResumeBufferBytes = 100 }).Add(transport);
        await host.StartAsync(token);
        var links = new CuttingConnector(new InMemoryConnector(transport), frames: 50);
        await using var client = await LiaisonClient.ConnectAsync(
            links, new ClientOptions { Resume = new ResumeOptions { BufferBytes = 100, FirstDelay = TimeSpan.FromMilliseconds(1) } }, token);

        var marks = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => client.InvokeAsync<int>("mark", [], token)));

        Assert.That(marks, Is.EquivalentTo(Enumerable.Range(1, 500)));
        Assert.That(links.Links, Is.GreaterThan(10));
    }

    [Test]
    public async Task A_host_that_never_answers_is_given_up(CancellationToken token)
    {
        await using var transport = new InMemoryTransport();
        await transport.BindAsync(token);
        var connector = new ResumingConnector(new InMemoryConnector(transport), new ResumeOptions { AnswerTimeout = TimeSpan.FromMilliseconds(20) });

        var failure = await Assert.ThrowsAsync<IOException>(() => connector.ConnectAsync(token).AsTask());

        Assert.That(failure!.Message, Does.Contain("did not answer within 0").And.Contains("Check that a host"));
    }

    [TestCase("5000000000")]
    [TestCase("9223372036854775807")]
    public async Task A_host_that_keeps_sessions_longer_than_a_timer_can_wait_is_resumed_too(string milliseconds, CancellationToken token)
    {
        var links = new ScriptedHost($"#session 1 0 {milliseconds}");
        await using var session = await new ResumingConnector(links).ConnectAsync(token);
        var receiving = session.ReceiveAsync(token).AsTask();
        await links.LoseAsync(token);

        Assert.That(await links.NextAsync(token), Is.EqualTo("#resume 1 0"));
        await session.DisposeAsync();
        Assert.That(await receiving, Is.Null);
    }

    [Test]
    public async Task A_host_that_is_gone_for_good_ends_the_session_at_once(CancellationToken token)
    {
        var links = new ScriptedHost("#session 1 0 3600000");
        await using var session = await new ResumingConnector(links).ConnectAsync(token);
        links.Refusal = new HostGoneException("The program has ended.");
        await links.LoseAsync(token);

        Assert.That(await session.ReceiveAsync(token), Is.Null);
    }

    /// <summary>A host whose links are read by the test: it answers each first message with the same text.</summary>
    private sealed class ScriptedHost(string answer) : ICommandConnector
    {
        private readonly Channel<ScriptedConnection> _links = Channel.CreateUnbounded<ScriptedConnection>();

        /// <summary>What connecting fails with.</summary>
        public Exception? Refusal { get; set; }

        public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
        {
            if (Refusal is { } refusal)
            {
                throw refusal;
            }

            var link = new ScriptedConnection().Give(answer);
            _links.Writer.TryWrite(link);
            return ValueTask.FromResult<ICommandConnection>(link);
        }

        /// <summary>The first message of the next link.</summary>
        public async Task<string> NextAsync(CancellationToken token) =>
            await (await _links.Reader.ReadAsync(token)).NextSentTextAsync(token);

        /// <summary>Loses the next link.</summary>
        public async Task LoseAsync(CancellationToken token) => (await _links.Reader.ReadAsync(token)).End();
    }
}
