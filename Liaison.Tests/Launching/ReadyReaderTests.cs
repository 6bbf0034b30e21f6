using System.Text;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Launching;

/// <summary>What is taken for the line or the marker that says that a back end is ready, and what is not.</summary>
internal sealed class ReadyReaderTests
{
    [TestCase("LIAISON:CONNECTED@localhost:8003", "ws://localhost:8003")]
    [TestCase("LIAISON:CONNECTED@127.0.0.1:8003LIAISON", "ws://127.0.0.1:8003")]
    [TestCase("LIAISON:CONNECTED@[::1]:8003\r\n", "ws://[::1]:8003")]
    [TestCase("Starting.\nLIAISON:CONNECTED@/tmp/my app.sock", "unix:/tmp/my app.sock")]
    [TestCase("LIAISON:CONNECTED@my-pipe\nmore", "pipe:my-pipe")]
    [TestCase("LIAISON:CONNECTED@stdio", "stdio")]
    [TestCase("é{\"liaison\":\"ready\"} no\n{\"liaison\":\"ready\",\"transport\":\"websocket\",\"address\":\"ws://localhost:1\",\"token\":null}\n", "ws://localhost:1")]
    [TestCase("{\"liaison\":\"ready\",\"transport\":\"stdio\",\"address\":\"stdio\"}\r\n", "stdio")]
    public void These_say_where_a_back_end_is(string output, string address) =>
        Assert.That(new ReadyReader().Push(Encoding.UTF8.GetBytes(output)), Is.EqualTo(new ReadyMessage(address, null)));

    [TestCase("")]
    [TestCase("LIAISON:CONNECTED")]
    [TestCase("LIAISON:CONNECTED@")]
    [TestCase("LIAISON:DISCONNECTED@localhost:8003")]
    [TestCase("{\"liaison\":\"ready\",\"transport\":\"websocket\",\"address\":\"ws://localhost:1\"")]
    [TestCase("{\"liaison\":\"ready\",\"transport\":\"websocket\",\"address\":\"ws://localhost:1\"}")]
    [TestCase("{\"liaison\":\"ready\",\"transport\":\"websocket\",\"address\":1}\n")]
    [TestCase("{\"liaison\":\"ready\" and no JSON}\n")]
    [TestCase("said {\"liaison\":\"ready\",\"address\":\"ws://localhost:1\"}\n")]
    public void These_do_not(string output) => Assert.That(new ReadyReader().Push(Encoding.UTF8.GetBytes(output)), Is.Null);

    [Test]
    public void A_line_may_come_in_pieces_and_has_the_token()
    {
        var reader = new ReadyReader();
        var bytes = Encoding.UTF8.GetBytes("Grüße\n{\"liaison\":\"ready\",\"transport\":\"pipe\",\"address\":\"pipe:x\",\"token\":\"secret\"}\n");
        for (var i = 0; i < bytes.Length - 1; i++)
        {
            Assert.That(reader.Push(bytes.AsSpan(i, 1)), Is.Null);
        }

        Assert.That(reader.Push(bytes.AsSpan(bytes.Length - 1)), Is.EqualTo(new ReadyMessage("pipe:x", "secret")));
    }

    [Test]
    public void A_marker_at_the_end_of_a_full_read_waits_for_the_rest()
    {
        var reader = new ReadyReader();
        var text = "LIAISON:CONNECTED@localhost:80";

        Assert.That(reader.Push(Encoding.UTF8.GetBytes(new string('x', ReadyReader.MaxChunk - text.Length) + text)), Is.Null);
        Assert.That(reader.Push("03"u8), Is.EqualTo(new ReadyMessage("ws://localhost:8003", null)));
    }
}
