using System.Text;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Tests.Inspection;
using Liaison.Tool;
using Liaison.Tool.Replay;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Recordings;

/// <summary>What was recorded is sent again, and what comes is compared.</summary>
[CancelAfter(60_000)]
internal sealed class ReplayTests
{
    private static readonly IWireProtocol[] Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, new WslinkProtocol(new WslinkOptions { Version = WslinkVersion.One })];

    [Test]
    public async Task A_conversation_that_is_replayed_to_the_same_host_is_equal(CancellationToken token)
    {
        var recording = await RecordAsync(async host =>
        {
            await using var peer = await host.ConnectAsync(token);
            peer.Commands.AddFrom(new AnsweringWindow());
            await peer.InvokeAsync<string>("greet", ["Ada"], token);
            await using var other = await host.ConnectAsync(token);
            await other.InvokeAsync<string>("greet", ["Eva \"quoted\" \u00e9\u4e2d"], token);
            await Assert.CatchAsync<LiaisonException>(() => peer.InvokeAsync<string>("fail", ["reason"], token));
            await Assert.CatchAsync<LiaisonException>(() => peer.InvokeAsync<string>("nowhere", [], token));
            await foreach (var _ in peer.StreamAsync<int>(new CommandCall("count") { Arguments = [3] }.WithProgress<int>(_ => { }), token))
            {
            }

            await peer.InvokeAsync<string>("ask", ["why"], token);
            await peer.InvokeAsync<bool>("subscribe", ["news.*"], token);
            await peer.InvokeAsync<RawJson>("publish", ["news.one", 5], token);
            await peer.InvokeAsync<string>("ping", [], token);
        });

        await using var again = await InspectedHost.StartAsync(new RecordedCompanion());
        var (code, output) = await Replayed.RunAsync(recording, again.Connector, token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero, output);
            Assert.That(output, Does.Match("^1[5-9] messages compared, 0 of them different\\.$"));
        }
    }

    [TestCase("json-rpc")]
    [TestCase("wslink")]
    public async Task Other_protocols_are_replayed_too(string name, CancellationToken token)
    {
        var protocol = Protocols.Single(each => each.Name == name);
        var recording = await RecordAsync(async host =>
        {
            await using var peer = await host.ConnectAsync(token, protocol, secret: "hunter2");
            await peer.InvokeAsync<string>("greet", ["Ada"], token);
            await Assert.CatchAsync<LiaisonException>(() => peer.InvokeAsync<string>("fail", ["reason"], token));
        });
        Assert.That(recording, Does.Not.Contain("hunter2"));

        await using var again = await InspectedHost.StartAsync(new RecordedCompanion(), null, Protocols);
        var (code, output) = await Replayed.RunAsync(recording, again.Connector, token);
        Assert.That((code, output), Is.EqualTo((0, output)));

        await using var changed = await InspectedHost.StartAsync(new RecordedCompanion("Hi"), null, Protocols);
        (code, output) = await Replayed.RunAsync(recording, changed.Connector, token);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("\"Hello, Ada!\" was recorded, but \"Hi, Ada!\" was received"));
    }

    [Test]
    public async Task A_reply_that_changed_is_told_with_its_line_and_the_place(CancellationToken token)
    {
        var recording = await RecordAsync(async host =>
        {
            await using var peer = await host.ConnectAsync(token);
            await peer.InvokeAsync<string>("greet", ["Ada"], token);
            await peer.InvokeAsync<RawJson>("describe", [], token);
            await Assert.CatchAsync<LiaisonException>(() => peer.InvokeAsync<string>("fail", ["reason"], token));
        });

        await using var changed = await InspectedHost.StartAsync(new RecordedCompanion("Hi"));
        var (code, output) = await Replayed.RunAsync(recording, changed.Connector, token, new ReplayOptions { Timeout = TimeSpan.FromSeconds(30), Ignored = ["response.when"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(output.Split('\n'), Is.EqualTo(new[]
            {
                "line 3: the reply to the call 1 differs",
                "  response: \"Hello, Ada!\" was recorded, but \"Hi, Ada!\" was received",
                "line 5: the reply to the call 2 differs",
                "  response.rows[1].name: \"Hello\" was recorded, but \"Hi\" was received",
                "line 7: the reply to the call 3 differs",
                "  message: \"Hello: reason\" was recorded, but \"Hi: reason\" was received",
                "3 messages compared, 3 of them different.",
            }));
        }

        (code, output) = await Replayed.RunAsync(
            recording, changed.Connector, token, new ReplayOptions { Timeout = TimeSpan.FromSeconds(30), Ignored = ["response", "message"] });
        Assert.That(code, Is.Zero, output);
    }

    [Test]
    public async Task What_does_not_come_is_told_after_the_time_limit(CancellationToken token)
    {
        const string Recording = """
            {"liaison_recording": 1}
            {"direction": "in", "text": "{\"command\": {\"command\": \"ping\"}, \"id\": 1}"}
            {"direction": "out", "text": "{\"message\": 5, \"tag\": \"news\", \"evt\": {\"topic\": \"news\"}}"}
            {"direction": "out", "text": "{\"response\": \"pong\", \"tag\": \"response\", \"evt\": {\"id\": 1}}"}
            """;
        await using var host = await InspectedHost.StartAsync(new RecordedCompanion());
        var (code, output) = await Replayed.RunAsync(Recording, host.Connector, token, new ReplayOptions { Timeout = TimeSpan.FromMilliseconds(1_000) });
        Assert.That((code, output), Is.EqualTo((1, "line 3: the event news did not arrive within 1000 ms\n2 messages compared, 1 of them different.")));

        (code, output) = await Replayed.RunAsync(Recording, host.Connector, token, new ReplayOptions { Timeout = TimeSpan.FromSeconds(30), IgnoreEvents = true });
        Assert.That((code, output), Is.EqualTo((0, "1 messages compared, 0 of them different. 1 not compared.")));
    }

    [Test]
    public async Task What_was_not_recorded_can_be_anything(CancellationToken token)
    {
        var recording = await RecordAsync(async host =>
        {
            await using var peer = await host.ConnectAsync(token);
            await peer.InvokeAsync<string>("sign_in", ["Ada", "hunter2"], token);
        });
        Assert.That(recording, Does.Contain("[redacted]").And.Not.Contain("\\\"hunter2\\\""));

        await using var host = await InspectedHost.StartAsync(new RecordedCompanion());
        var (code, output) = await Replayed.RunAsync(recording, host.Connector, token);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("Ada [redacted]"));
    }

    [Test]
    public async Task Bytes_that_came_are_not_compared_and_requests_with_bytes_are_refused(CancellationToken token)
    {
        var recording = await RecordAsync(async host =>
        {
            await using var peer = await host.ConnectAsync(token);
            await peer.InvokeAsync<byte[]>("invert", [new byte[] { 1, 2, 3 }], token);
        });
        Assert.That(
            async () => await Replayed.ReadAsync(recording, token), Throws.Exception.With.Message.Contains("line 2: the request had attachments"));

        var lines = recording.Split('\n');
        lines[1] = """{"direction": "in", "text": "{\"command\": {\"command\": \"invert\", \"args\": [\"AQID\"]}, \"id\": 1}"}""";
        await using var host = await InspectedHost.StartAsync(new RecordedCompanion());
        var (code, output) = await Replayed.RunAsync(string.Join('\n', lines), host.Connector, token);
        Assert.That(code, Is.Zero, output);
    }

    [Test]
    public async Task A_text_that_was_cut_is_not_compared_and_is_not_sent(CancellationToken token)
    {
        var recording = await RecordAsync(async host =>
        {
            await using var peer = await host.ConnectAsync(token);
            await peer.InvokeAsync<string>("text", [5_000], token);
        }, new InspectionOptions { MaxTextBytes = 500 });
        await using var host = await InspectedHost.StartAsync(new RecordedCompanion());
        var (code, output) = await Replayed.RunAsync(recording, host.Connector, token);
        Assert.That((code, output), Is.EqualTo((0, "0 messages compared, 0 of them different. 1 not compared.")));
        Assert.That(
            async () => await Replayed.ReadAsync(recording.Replace("\"out\"", "\"in\"", StringComparison.Ordinal), token),
            Throws.Exception.With.Message.Contains("line 3: the request was not recorded completely"));
    }

    [TestCase(false, "connecting to the host took longer than 1 ms. Allow more with --timeout.")]
    [TestCase(true, "line 2: sending the request took longer than 1 ms. Allow more with --timeout.")]
    public async Task A_host_that_takes_too_long_ends_the_replay(bool connects, string problem, CancellationToken token)
    {
        var recording = await RecordAsync(async host =>
        {
            await using var peer = await host.ConnectAsync(token);
            await peer.InvokeAsync<string>("ping", [], token);
        });
        var deaf = new Moq.Mock<ICommandConnection>();
        deaf.Setup(connection => connection.SendAsync(Moq.It.IsAny<ReadOnlyMemory<Frame>>(), Moq.It.IsAny<CancellationToken>()))
            .Returns<ReadOnlyMemory<Frame>, CancellationToken>(async (_, limit) => await Task.Delay(Timeout.Infinite, limit));
        var connector = new Moq.Mock<ICommandConnector>();
        connector.Setup(each => each.ConnectAsync(Moq.It.IsAny<CancellationToken>())).Returns<CancellationToken>(async limit =>
        {
            if (!connects)
            {
                await Task.Delay(Timeout.Infinite, limit);
            }

            return deaf.Object;
        });

        var failure = await Assert.ThrowsAsync<ToolException>(() =>
            Replayed.RunAsync(recording, connector.Object, token, new ReplayOptions { Timeout = TimeSpan.FromMilliseconds(1) }));

        Assert.That(failure!.Message, Is.EqualTo(problem));
    }

    [TestCase("", "is empty")]
    [TestCase("\n\n{\"a\": 1}", "line 3: this is not a recording")]
    [TestCase("[1]", "line 1: this is not a recording")]
    [TestCase("{\"liaison_recording\": 2}", "line 1: the recording has the version 2, and this tool reads version 1")]
    [TestCase("{\"liaison_recording\": 1}\n{\"direction\": \"in\", \"text\": \"1\"}\n{\"direction\": ", "line 3: no JSON")]
    [TestCase("{\"liaison_recording\": 1}\n[]", "line 2: a line of a recording is a JSON object")]
    [TestCase("{\"liaison_recording\": 1}\n\n{\"text\": \"1\"}", "line 3: direction is missing")]
    [TestCase("{\"liaison_recording\": 1}\n{\"direction\": \"up\", \"text\": \"1\"}", "line 2: direction is 'up'")]
    [TestCase("{\"liaison_recording\": 1}\n{\"direction\": \"in\"}", "line 2: text is missing")]
    [TestCase("{\"liaison_recording\": 1}\n{\"direction\": \"in\", \"text\": \"{\"}", "line 2: its text is no JSON")]
    [TestCase("{\"liaison_recording\": 1}\n{\"direction\": \"in\", \"text\": \"1\", \"connection\": \"a\"}", "line 2: connection has to be a whole number")]
    public void A_file_that_is_broken_is_refused_with_the_number_of_the_line(string file, string problem) =>
        Assert.That(async () => await Replayed.ReadAsync(file, CancellationToken.None), Throws.Exception.With.Message.Contains(problem));

    [Test]
    public async Task A_recording_that_cannot_be_written_ends_and_the_host_goes_on(CancellationToken token)
    {
        var full = new MemoryStream(new byte[10]);
        await using var host = await InspectedHost.StartAsync(new RecordedCompanion(), new InspectionOptions { Recording = full });
        await using var peer = await host.ConnectAsync(token);
        Assert.That(await peer.InvokeAsync<string>("greet", ["Ada"], token), Is.EqualTo("Hello, Ada!"));
    }

    private static async Task<string> RecordAsync(Func<InspectedHost, Task> conversation, InspectionOptions? options = null)
    {
        var recording = new MemoryStream();
        await using (var host = await InspectedHost.StartAsync(new RecordedCompanion(), (options ?? new InspectionOptions()) with { Recording = recording }, Protocols))
        {
            await conversation(host);
        }

        var text = Encoding.UTF8.GetString(recording.ToArray());
        await TestContext.Out.WriteLineAsync(text);
        return text.TrimEnd('\n');
    }
}
