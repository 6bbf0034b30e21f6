using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Resumption;
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
}
