using System.Text.Json;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Inspection;

/// <summary>What a host keeps of its traffic, as the console reads it.</summary>
[CancelAfter(60_000)]
internal sealed class InspectionTests
{
    [Test]
    public async Task Calls_and_their_answers_are_kept_with_how_long_they_took(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var peer = await host.ConnectRawAsync(token);
        await peer.AskAsync("""{"command": {"command": "text", "args": [3]}, "id": "a"}""", token);
        await peer.AskAsync("""{"command": {"command": "nowhere"}, "id": "b"}""", token);
        await using var console = await host.ConnectAsync(token);
        var messages = await console.MessagesAsync(4, token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                messages.Select(message => (message.Text("direction"), message.Text("kind"), message.Text("command"), message.Text("id"), message.Text("code"))),
                Is.EqualTo(new (string?, string?, string?, string?, string?)[]
                {
                    ("in", "request", "text", "\"a\"", null),
                    ("out", "response", "text", "\"a\"", null),
                    ("in", "request", "nowhere", "\"b\"", null),
                    ("out", "fault", "nowhere", "\"b\"", "unknown_command"),
                }));
            Assert.That(messages[1].Text("text"), Does.StartWith("""{"response":"xxx","tag":"response",""").And.EndsWith("}"));
            Assert.That(messages[1].GetProperty("duration_ms").GetDouble(), Is.InRange(0, 60_000));
            Assert.That(messages[0].Text("duration_ms"), Is.Null);
            Assert.That(messages.Select(message => message.GetProperty("connection").GetInt32()), Is.All.EqualTo(1));
            Assert.That(messages[0].GetProperty("size").GetInt32(), Is.EqualTo(56));
        }
    }

    [Test]
    public async Task Streams_progress_events_and_calls_of_the_host_are_kept(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var peer = await host.ConnectAsync(token);
        peer.Commands.AddFrom(new AnsweringWindow());
        await foreach (var _ in peer.StreamAsync<int>(new CommandCall("count") { Arguments = [2] }.WithProgress<int>(_ => { }), token))
        {
        }

        await peer.InvokeAsync<string>("ask", ["why"], token);
        await using var events = peer.SubscribeAsync<int>("topic.*", cancellationToken: token).GetAsyncEnumerator(token);
        var next = events.MoveNextAsync();
        await peer.InvokeAsync<string>("ping", [], token);
        await host.Host.PublishAsync("topic.one", 1);
        await next;
        await using var console = await host.ConnectAsync(token);
        var kinds = (await console.MessagesAsync(14, token)).Select(message => $"{message.Text("direction")} {message.Text("kind")} {message.Text("command")}").ToList();
        Assert.That(kinds, Is.SupersetOf(new[]
        {
            "in request count", "out progress count", "out item count", "out response count", "in request ask", "out request answer", "in response answer", "out response ask",
            "in request subscribe", "out event topic.one",
        }));
    }

    [Test]
    public async Task What_is_secret_is_not_kept_by_name_by_position_or_in_the_echo(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var peer = await host.ConnectRawAsync(token);
        await peer.AskAsync("""{"command": {"command": "sign_in", "args": ["Ada", "hunter2"]}, "id": 1}""", token);
        await peer.AskAsync("""{"command": {"command": "sign_in", "kwargs": {"user": "Ada", "password": "hunter2"}}, "id": 2}""", token);
        await peer.AskAsync("""{"command": {"command": "keep", "args": [{"api-key": "hunter2", "colour": "red"}]}, "id": 3}""", token);
        await peer.AskAsync("""{"command": {"command": "sign_in", "args": ["Ada", "hunter2"], "tok""", token);
        await using var console = await host.ConnectAsync(token);
        var messages = await console.MessagesAsync(8, token);
        var whole = new List<string>();
        foreach (var message in messages)
        {
            whole.Add((await console.InvokeAsync<JsonElement>("inspect.message", [message.GetProperty("number").GetInt64()], token)).Text("text")!);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(whole, Has.None.Contains("hunter2"));
            Assert.That(whole[0], Is.EqualTo("""{"command": {"command": "sign_in", "args": ["Ada", "[redacted]"]}, "id": 1}"""));
            Assert.That(whole[1], Does.Contain("Welcome, Ada").And.Contain("\"[redacted]\""));
            Assert.That(whole[5], Does.Contain("\"red\""));
            Assert.That(messages[6].Text("code"), Is.EqualTo("bad_message"));
        }
    }

    [Test]
    public async Task The_secret_of_a_greeting_is_not_kept(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion(), null, new WslinkProtocol(), LiaisonProtocol.Instance);
        await using var peer = await host.ConnectRawAsync(token);
        await peer.AskAsync("""{"wslink":"1.0","id":"system:c0:0","method":"wslink.hello","args":[{"secret":"hunter2"}]}""", token);
        await peer.AskAsync("""{"wslink":"1.0","id":"rpc:c0:1","method":"wslink.hello","args":["hunter2"]}""", token);
        await using var console = await host.ConnectAsync(token);
        var messages = await console.MessagesAsync(4, token);
        Assert.That(messages.Select(message => message.Text("text")), Has.None.Contains("hunter2").And.Some.Contains("wslink.hello"));
    }

    [Test]
    public async Task Attachments_are_kept_as_their_sizes(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var peer = await host.ConnectAsync(token);
        await peer.InvokeAsync<byte[]>("invert", [new byte[] { 1, 2, 3 }], token);
        await using var console = await host.ConnectAsync(token);
        var messages = await console.MessagesAsync(2, token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages.Select(message => message.GetProperty("attachments").GetRawText()), Is.All.EqualTo("[3]"));
            Assert.That(messages[0].Text("text"), Does.StartWith("{").And.Contain("$attachment"));
        }
    }

    [Test]
    public async Task A_long_text_is_cut_and_said_to_be(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion(), new InspectionOptions { MaxTextBytes = 1_000 });
        await using var peer = await host.ConnectAsync(token);
        await peer.InvokeAsync<string>("text", [5_000], token);
        await using var console = await host.ConnectAsync(token);
        var message = (await console.MessagesAsync(2, token))[1];
        var whole = await console.InvokeAsync<JsonElement>("inspect.message", [message.GetProperty("number").GetInt64()], token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.Text("text"), Has.Length.EqualTo(400));
            Assert.That(whole.Text("text"), Has.Length.EqualTo(1_000));
            Assert.That(whole.GetProperty("is_cut").GetBoolean(), Is.True);
            Assert.That(whole.GetProperty("size").GetInt32(), Is.GreaterThan(5_000));
        }
    }

    [Test]
    public async Task What_a_console_sends_and_gets_is_not_kept(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var console = await host.ConnectAsync(token);
        await console.InvokeAsync<JsonElement>("inspect.state", [], token);
        await console.InvokeAsync<JsonElement>("commands", [], token);
        await using var peer = await host.ConnectAsync(token);
        await peer.InvokeAsync<string>("ping", [], token);
        var messages = await console.MessagesAsync(2, token);
        Assert.That(messages.Select(message => message.Text("command")), Is.All.EqualTo("ping").And.Exactly(2).Items);
    }

    [Test]
    public async Task A_console_gets_what_comes_later_in_batches_that_leave_out_and_say_so(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var peer = await host.ConnectAsync(token);
        for (var i = 0; i < 100; i++)
        {
            await peer.InvokeAsync<string>("ping", [], token);
        }

        await using var console = await host.ConnectAsync(token);
        await using var batches = console.BatchesAsync(token, ("max", 10), ("kind", "response")).GetAsyncEnumerator(token);
        await batches.MoveNextAsync();
        var first = batches.Current;
        await peer.InvokeAsync<string>("ping", [], token);
        var (seen, leftOut) = (0, 0);
        while (seen + leftOut == 0)
        {
            await batches.MoveNextAsync();
            seen += batches.Current.GetProperty("messages").GetArrayLength();
            leftOut += batches.Current.GetProperty("left_out").GetInt32();
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.GetProperty("messages").GetArrayLength(), first.GetProperty("left_out").GetInt32()), Is.EqualTo((10, 90)));
            Assert.That((seen, leftOut), Is.EqualTo((1, 0)));
        }
    }

    [Test]
    public async Task Sessions_are_told_with_what_they_wait_for_and_run(CancellationToken token)
    {
        await using var companion = new GatedCompanion();
        await using var host = await InspectedHost.StartAsync(companion);
        await using var peer = await host.ConnectAsync(token);
        var waiting = peer.InvokeAsync<string>("wait", ["a"], token);
        var behind = peer.InvokeAsync<string>("mark", ["b"], token);
        await peer.InvokeAsync<bool>("subscribe", ["news.*"], token);
        await companion["a"].Entered;
        await using var console = await host.ConnectAsync(token);
        var state = await console.InvokeAsync<JsonElement>("inspect.state", [], token);
        companion["a"].Open();
        await Task.WhenAll(waiting, behind);
        var sessions = state.GetProperty("sessions");
        var calls = sessions[0].GetProperty("calls");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sessions.EnumerateArray().Select(session => session.GetProperty("is_console").GetBoolean()), Is.EqualTo(new[] { false, true }));
            Assert.That(sessions[0].Text("protocol"), Is.EqualTo("liaison"));
            Assert.That(sessions[0].GetProperty("pending").GetInt32(), Is.EqualTo(2));
            Assert.That(calls.EnumerateArray().Select(call => (call.Text("command"), call.GetProperty("is_running").GetBoolean())), Is.EqualTo(new[] { ("wait", true), ("mark", false) }));
            Assert.That(sessions[0].GetProperty("subscriptions")[0].Text("topic"), Is.EqualTo("news.*"));
            Assert.That(state.GetProperty("lanes")[0].Text("running"), Is.EqualTo("wait"));
        }
    }

    [Test]
    public async Task How_long_calls_took_is_told_for_each_command(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var peer = await host.ConnectAsync(token);
        await peer.InvokeAsync<string>("text", [1], token);
        await using var console = await host.ConnectAsync(token);
        await using var states = console.StreamAsync<JsonElement>(new CommandCall("inspect.watch") { Arguments = [50] }, token).GetAsyncEnumerator(token);
        await states.MoveNextAsync();
        var first = states.Current.GetProperty("commands")[0];
        await Assert.CatchAsync<LiaisonException>(() => peer.InvokeAsync<string>("sign_in", ["Ada", "wrong"], token));
        await peer.InvokeAsync<string>("text", [1], token);
        JsonElement last;
        do
        {
            await states.MoveNextAsync();
            last = states.Current;
        }
        while (last.GetProperty("commands").EnumerateArray().Sum(command => command.GetProperty("total").GetProperty("calls").GetInt32()) < 3);

        var commands = last.GetProperty("commands").EnumerateArray().ToDictionary(command => command.Text("name")!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Text("name"), first.GetProperty("recent").GetProperty("calls").GetInt32()), Is.EqualTo(("text", 1)));
            Assert.That(commands.Keys, Is.EquivalentTo(new[] { "sign_in", "text" }));
            Assert.That(commands["text"].GetProperty("total").GetProperty("calls").GetInt32(), Is.EqualTo(2));
            Assert.That(commands["text"].GetProperty("recent").GetProperty("calls").GetInt32(), Is.LessThanOrEqualTo(1));
            Assert.That(commands["sign_in"].GetProperty("failures").GetInt32(), Is.EqualTo(1));
            Assert.That(commands["text"].GetProperty("total").GetProperty("p99").GetDouble(), Is.GreaterThanOrEqualTo(0));
        }
    }

    [Test]
    public async Task Topics_past_their_limit_are_counted_together(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion(), new InspectionOptions { MaxTopics = 2 });
        await using var peer = await host.ConnectRawAsync(token);
        await peer.CallAsync("subscribe", ["*"], token);
        foreach (var topic in new[] { "a", "b", "c", "d" })
        {
            await host.Host.PublishAsync(topic, 1);
            await peer.NextAsync(token);
        }

        await using var console = await host.ConnectAsync(token);
        var topics = (await console.InvokeAsync<JsonElement>("inspect.state", [], token)).GetProperty("topics").EnumerateArray();
        Assert.That(topics.Select(topic => (topic.Text("name"), topic.GetProperty("events").GetInt32())), Is.EquivalentTo(new[] { ("a", 1), ("b", 1), ("(others)", 2) }));
    }

    [Test]
    public async Task A_session_that_has_ended_is_no_longer_told(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var console = await host.ConnectAsync(token);
        await console.InvokeAsync<JsonElement>("inspect.state", [], token);
        var peer = await host.ConnectAsync(token);
        await peer.InvokeAsync<string>("ping", [], token);
        await peer.DisposeAsync();
        await using var states = console.StreamAsync<JsonElement>(new CommandCall("inspect.watch") { Arguments = [50] }, token).GetAsyncEnumerator(token);
        do
        {
            await states.MoveNextAsync();
        }
        while (states.Current.GetProperty("sessions").GetArrayLength() != 1);
    }
}
