using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Contracts;

/// <summary>When the sequence behind a topic begins.</summary>
[CancelAfter(60_000)]
internal sealed class TopicTests
{
    [Test]
    public async Task A_call_that_follows_a_subscription_finds_its_sequence_begun(CancellationToken token)
    {
        var transport = new InMemoryTransport();
        await using var companion = new Companion().Add<IBell>(new Bell());
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        var bell = client.As<IBell>();
        await bell.RingAsync(0);

        for (var times = 1; times <= 200; times++)
        {
            var heard = bell.Rung.FirstAsync(token);
            await bell.RingAsync(times);
            Assert.That(await heard, Is.EqualTo(times));
        }
    }
}
