using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>A host that calls its client: from inside of a command, and from anywhere.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.WhereHostsCall))]
internal sealed class CallbackTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task A_command_calls_its_caller_back(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Asking(), token);
        client.Commands.AddFrom(new Answering());

        Assert.That(await client.InvokeAsync<string>("ask", ["2 + 2"], token), Is.EqualTo("You asked: 2 + 2"));
    }

    [Test]
    public async Task A_host_calls_its_clients_from_anywhere(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Asking(), token);
        client.Commands.AddFrom(new Answering());
        var named = new CommandCall("answer") { Keywords = new Dictionary<string, object?> { ["question"] = "who" } };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Peer.InvokeAsync<string>("answer", ["what"], token), Is.EqualTo("You asked: what"));
            Assert.That(await Peer.InvokeAsync<string>(named, token), Is.EqualTo("You asked: who"));
        }
    }

    [Test]
    public async Task What_the_client_throws_arrives_at_the_host(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Asking(), token);
        client.Commands.AddFrom(new Answering());

        var failure = await FailureAsync(Peer.InvokeAsync<string>("fail", ["no"], token));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((failure.Code, failure.RemoteType, failure.Message), Is.EqualTo((ErrorCode.Failed, "System.FormatException", "no")));
            Assert.That(failure.RemoteLines, Is.EqualTo(new[] { "System.FormatException: no\n" }));
        }
    }

    [Test]
    public async Task With_details_on_the_clients_stack_trace_arrives_too(CancellationToken token)
    {
        await ServeAsync(new Companion(), token);
        var client = await ConnectAsync(token, new ClientOptions { IncludeErrorDetails = true });
        client.Commands.AddFrom(new Answering());

        var failure = await FailureAsync(Peer.InvokeAsync<string>("fail", ["no"], token));

        Assert.That(failure.RemoteLines, Has.Count.GreaterThan(1).And.Some.Contains(nameof(Answering.Fail)));
    }

    [Test]
    public async Task A_failed_call_back_fails_the_command_that_made_it(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Asking(), token);

        var failure = await FailureAsync(client.InvokeAsync<string>("ask", ["anything"], token));

        Assert.That((failure.Code, failure.RemoteType), Is.EqualTo((ErrorCode.Failed, typeof(LiaisonException).FullName)));
        Assert.That(failure.Message, Does.Contain("no command 'answer'"));
    }

    [Test]
    public async Task A_call_to_the_client_can_be_canceled(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(new Asking(), token);
        client.Commands.AddFrom(waiting);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);

        var call = Peer.InvokeAsync<string>("wait", [], source.Token);
        await waiting.Gate.Entered.WaitAsync(token);
        await source.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => call);
        await waiting.Gate.Canceled.WaitAsync(token);
        Assert.That(await Peer.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task Canceling_a_command_cancels_what_it_called_back(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(new Asking(), token);
        client.Commands.AddFrom(waiting);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);

        var call = client.InvokeAsync<string>("ask_to_wait", [], source.Token);
        await waiting.Gate.Entered.WaitAsync(token);
        await source.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => call);
        await waiting.Gate.Canceled.WaitAsync(token);
    }

    [Test]
    public async Task A_call_to_the_client_may_take_so_long(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Asking(), token);
        client.Commands.AddFrom(new WaitingCommands());

        var failure = await FailureAsync(Peer.InvokeAsync<string>(new CommandCall("wait") { Timeout = TimeSpan.FromMilliseconds(1) }, token));

        Assert.That(failure.Code, Is.EqualTo(ErrorCode.Timeout));
        Assert.That(await Peer.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task Calls_are_nested_ten_deep(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Descending(), token);
        client.Commands.AddFrom(new Descending());

        Assert.That(await client.InvokeAsync<int>("down", [10], token), Is.EqualTo(10));
        Assert.That(await Peer.InvokeAsync<int>("down", [10], token), Is.EqualTo(10));
    }

    [Test]
    public async Task A_command_keeps_what_it_knows_of_its_caller_for_the_next_one(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Asking(), token);

        await client.InvokeAsync<string>("remember", ["blue"], token);

        Assert.That(await client.InvokeAsync<string>("recall", [], token), Is.EqualTo("blue"));
        Assert.That(Peer.Items["color"], Is.EqualTo("blue"));
    }

    public sealed class Asking
    {
        [Command("ask")]
        public async Task<string?> AskAsync(string question, CommandContext context) =>
            await context.Peer!.InvokeAsync<string>("answer", [question], context.CancellationToken);

        [Command("ask_to_wait")]
        public async Task<string?> AskToWaitAsync(CommandContext context) =>
            await context.Peer!.InvokeAsync<string>("wait", [], context.CancellationToken);

        [Command("remember")]
        public void Remember(string color, CommandContext context) => context.Peer!.Items["color"] = color;

        [Command("recall")]
        public object? Recall(CommandContext context) => context.Peer!.Items["color"];
    }

    public sealed class Answering
    {
        [Command("answer")]
        public string Answer(string question) => "You asked: " + question;

        [Command("fail")]
        public void Fail(string message) => throw new FormatException(message);
    }
}
