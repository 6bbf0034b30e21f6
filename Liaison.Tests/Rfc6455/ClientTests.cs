using System.Text;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Rfc6455;

/// <summary>A client, and a server that is written from RFC 6455 and sends what no server should.</summary>
[Category("Rfc6455")]
[CancelAfter(20_000)]
internal sealed class ClientTests
{
    private static readonly WebSocketConnectorOptions Options = new() { Token = Served.Token, SubProtocols = ["one", "two"] };

    private static IEnumerable<WireCase> Frames => new WireCases(WireFrame.OfServer).All;

    private static IEnumerable<AnswerCase> Answers => AnswerCases.All;

    [TestCaseSource(nameof(Frames))]
    public async Task What_a_server_sends_is_taken_or_refused_as_it_is_written_down(WireCase sent)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        using var server = new HostileServer();
        var (stream, connecting) = await server.AnswerAsync(null, Good, cancellationToken);
        await using (stream)
        {
            Assert.That(
                await Outcome.OfAsync(stream, await connecting, WireFrame.OfServer, sent.Bytes, cancellationToken), Is.EqualTo(sent.Happens));
        }
    }

    [TestCaseSource(nameof(Answers))]
    public async Task An_answer_is_taken_or_refused_as_it_is_written_down(AnswerCase sent)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        using var server = new HostileServer();
        var (stream, connecting) = await server.AnswerAsync(
            Options, accept => Encoding.ASCII.GetBytes(sent.Answer.Replace("{accept}", accept, StringComparison.Ordinal)), cancellationToken);
        await using (stream)
        {
            if (sent.Answer.Length == 0)
            {
                // The client tries again where it was told nothing at all.
                server.Dispose();
                await stream.DisposeAsync();
            }

            if (sent.IsTaken)
            {
                var closing = (await connecting).DisposeAsync();
                await stream.DisposeAsync();
                await closing;
            }
            else
            {
                var failure = await Assert.CatchAsync<IOException>(() => connecting);
                Assert.That(failure!.ToString(), Does.Not.Contain(Served.Token));
            }
        }
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_server_that_sends_the_client_elsewhere_is_not_followed_and_the_token_goes_nowhere(int status)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        using var elsewhere = new HostileServer();
        using var server = new HostileServer();
        var (stream, connecting) = await server.AnswerAsync(
            Options, _ => Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Found\r\nLocation: {elsewhere.Address}\r\nContent-Length: 0\r\n\r\n"), cancellationToken);
        await using (stream)
        {
            var failure = await Assert.CatchAsync<IOException>(() => connecting);

            Assert.That(failure!.Message, Does.Contain($"{status}"));
            Assert.That(elsewhere.IsCalledAgain, Is.False);
        }
    }

    [Test]
    public async Task An_answer_without_an_end_is_given_up(CancellationToken cancellationToken)
    {
        using var server = new HostileServer();
        var (stream, connecting) = await server.AnswerAsync(
            Options, accept => Encoding.ASCII.GetBytes(HostileServer.GoodAnswer(accept)[..^2] + string.Concat(Enumerable.Repeat("X-More: 1\r\n", 100_000))), cancellationToken);
        await using (stream)
        {
            await Assert.CatchAsync<IOException>(() => connecting);
        }
    }

    [Test]
    public async Task Section_4_1_a_frame_right_behind_the_answer_is_received(CancellationToken cancellationToken)
    {
        using var server = new HostileServer();
        var (stream, connecting) = await server.AnswerAsync(null, accept => [.. Good(accept), .. WireFrame.OfServer.Whole("Hello")], cancellationToken);
        await using (stream)
        {
            var client = await connecting;
            Assert.That(Served.TextOf(await client.ReceiveAsync(cancellationToken)), Is.EqualTo("Hello"));
            await stream.DisposeAsync();
            await client.DisposeAsync();
        }
    }

    [Test]
    public async Task Section_4_1_each_handshake_has_a_key_of_its_own_and_offers_no_extension(CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>();
        using var server = new HostileServer();
        for (var i = 0; i < 3; i++)
        {
            var (stream, connecting) = await server.AnswerAsync(Options, Good, cancellationToken);
            await using (stream)
            {
                var client = await connecting;
                keys.Add(HostileServer.KeyIn(server.Request));
                await stream.DisposeAsync();
                await client.DisposeAsync();
            }
        }

        Assert.That(keys, Has.Count.EqualTo(3));
        Assert.That(keys.Select(key => Convert.FromBase64String(key).Length), Has.All.EqualTo(16));
        Assert.That(server.Request, Does.Not.Contain("Sec-WebSocket-Extensions").IgnoreCase);
        Assert.That(server.Request, Does.Contain("Sec-WebSocket-Version: 13").IgnoreCase);
    }

    [Test]
    public async Task Section_5_3_each_frame_of_a_client_has_a_key_of_its_own(CancellationToken cancellationToken)
    {
        const int Count = 50;
        using var server = new HostileServer();
        var (stream, connecting) = await server.AnswerAsync(null, Good, cancellationToken);
        await using (stream)
        {
            var client = await connecting;
            var keys = new List<string>();
            for (var i = 0; i < Count; i++)
            {
                await client.SendAsync(Served.Text("Hello"), cancellationToken);
                var (first, key, payload) = await FrameReader.ReadRawAsync(stream, cancellationToken);
                Assert.That((first, payload), Is.EqualTo((0x81, "Hello"u8.ToArray())));
                keys.Add(Convert.ToHexString(key!));
            }

            await stream.DisposeAsync();
            await client.DisposeAsync();
            Assert.That(keys, Is.Unique);
        }
    }

    private static byte[] Good(string accept) => Encoding.ASCII.GetBytes(HostileServer.GoodAnswer(accept));
}
