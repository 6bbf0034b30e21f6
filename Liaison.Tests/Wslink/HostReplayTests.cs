using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Wslink;

/// <summary>Sends our host what wslink's client once sent to wslink's server, and compares the answers: byte for byte in version 2, as JSON in version 1.</summary>
[TestFixture(1)]
[TestFixture(2)]
[CancelAfter(60_000)]
internal sealed class HostReplayTests(int version)
{
    [Test]
    public async Task The_host_answers_as_wslinks_server_did(CancellationToken token)
    {
        await using var host = await WslinkHost.StartAsync(token);
        await using var peer = await host.ConnectAsync(token);
        foreach (var exchange in RecordedExchange.Load(version))
        {
            if (exchange.Closes || exchange.Note.StartsWith("message without hello", StringComparison.Ordinal))
            {
                await using var other = await host.ConnectAsync(token);
                await ReplayAsync(other, exchange, token);
            }
            else
            {
                await ReplayAsync(peer, exchange, token);
            }
        }
    }

    private static async Task ReplayAsync(ICommandConnection peer, RecordedExchange exchange, CancellationToken token)
    {
        await peer.SendAsync(exchange.ToServer.ToArray(), token);
        if (exchange.Closes)
        {
            Assert.That(await peer.ReceiveAsync(token), Is.Null, exchange.Note);
            return;
        }

        var answers = new List<Frame>();
        for (var i = 0; i < Math.Max(exchange.ToClient.Count, 1); i++)
        {
            answers.Add(await WslinkHost.NextAsync(peer, token));
        }

        if (Differences.Answers.TryGetValue(exchange.Note, out var difference))
        {
            Assert.That(Encoding.UTF8.GetString(answers[0].Bytes.Span), Does.Contain(difference.Holds), $"{exchange.Note}: {difference.Reason}");
            return;
        }

        var (actual, expected) = (answers.Select(WireText.Of), exchange.ToClient.Select(WireText.Of));
        Assert.That(
            actual,
            exchange.Note.StartsWith(Differences.EventsFirst, StringComparison.Ordinal) ? Is.EquivalentTo(expected) : Is.EqualTo(expected),
            exchange.Note);
    }
}
