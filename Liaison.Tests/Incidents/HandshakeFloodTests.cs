using System.Globalization;
using System.Text;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Handshakes that are meant to cost the server more than the peer.</summary>
[Category("Incidents")]
[CancelAfter(60_000)]
internal sealed class HandshakeFloodTests
{
    private const string Good = $"Authorization: Bearer {Served.Token}";

    [TestCase(200, "X-{0}: 1")]
    [TestCase(1_000, "A:")]
    [TestCase(1_000, "Cookie: a=1")]
    public async Task A_handshake_of_many_headers_is_refused_and_the_next_one_is_served(int count, string header)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var headers = string.Join('|', Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, header, i)));
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way);

            Assert.That(await door.AnswerAsync($"Host: {{host}}|{Good}|{headers}", cancellationToken), Does.StartWith("HTTP/1.1 431 "), $"{way}");
            Assert.That(await door.AnswerAsync($"Host: {{host}}|{Good}", cancellationToken), Does.StartWith("HTTP/1.1 101 "), $"{way}");
        }
    }

    [Test]
    public async Task A_header_of_many_values_is_refused_or_taken_without_harm(CancellationToken cancellationToken)
    {
        await using var door = await Door.OpenAsync(Way.OwnServer);
        foreach (var name in new[] { "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Connection", "X-Forwarded-For" })
        {
            var values = string.Join(',', Enumerable.Repeat("a", 7_000));
            Assert.That(await door.AnswerAsync($"Host: {{host}}|{Good}|{name}: {values}", cancellationToken), Does.Match("^HTTP/1.1 (101|4[0-9][0-9]) "), name);
        }

        Assert.That(await door.AnswerAsync($"Host: {{host}}|{Good}", cancellationToken), Does.StartWith("HTTP/1.1 101 "));
    }

    [Test]
    public async Task A_handshake_that_never_stops_trickling_in_is_cut_off_like_one_that_rests(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { HandshakeTimeout = TimeSpan.FromMilliseconds(300) });
        using var slow = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
        var answer = slow.ReadToEndAsync(cancellationToken);
        try
        {
            // A byte as soon as the last one has been sent and a timer has passed, which is no wait of the test for anything.
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            foreach (var one in Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("X: 1\r\n", 10_000))))
            {
                await slow.SendAsync((byte[])[one], cancellationToken);
                if (answer.IsCompleted || !await timer.WaitForNextTickAsync(cancellationToken))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // Cut off.
        }

        Assert.That(await answer, Does.StartWith("HTTP/1.1 408 ").Or.Empty);
    }
}
