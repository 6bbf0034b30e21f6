using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Calls that fail, and what the caller is told.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class ErrorTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task What_a_command_throws_arrives_with_its_type_and_message(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Failing(), token);

        var failure = await FailureAsync(client.InvokeAsync<string>("fail", ["no \u00e9 in \ud83d\ude00"], token));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(ErrorCode.Failed));
            Assert.That(failure.RemoteType, Is.EqualTo("System.FormatException"));
            Assert.That(failure.Message, Is.EqualTo("no \u00e9 in \ud83d\ude00"));
            Assert.That(failure.RemoteLines, Is.EqualTo(new[] { "System.FormatException: no \u00e9 in \ud83d\ude00\n" }));
        }
    }

    [Test]
    public async Task With_details_on_the_stack_trace_arrives_before_the_last_line(CancellationToken token)
    {
        var companion = new Companion(new CompanionOptions { IncludeErrorDetails = true });
        companion.Commands.AddFrom(new Failing());
        await ServeAsync(companion, token);
        var client = await ConnectAsync(token);

        var failure = await FailureAsync(client.InvokeAsync<string>("fail", ["no"], token));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.RemoteLines, Has.Count.GreaterThan(1).And.Some.Contains(nameof(Failing.Fail)));
            Assert.That(failure.RemoteLines[^1], Is.EqualTo("System.FormatException: no\n"));
            Assert.That((failure.Code, failure.RemoteType, failure.Message), Is.EqualTo((ErrorCode.Failed, "System.FormatException", "no")));
        }
    }

    [Test]
    public async Task A_command_may_choose_its_own_code(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Failing(), token);

        var failure = await FailureAsync(client.InvokeAsync<string>("refuse", [], token));

        Assert.That((failure.Code, failure.Message), Is.EqualTo(("out_of_paper", "Add paper.")));
    }

    [TestCase("nothing", new object[0], ErrorCode.UnknownCommand, "'nothing'")]
    [TestCase("fail", new object[0], ErrorCode.BadArguments, "message")]
    [TestCase("fail", new object[] { 1, 2 }, ErrorCode.BadArguments, "Fail")]
    [TestCase("get", new object[] { "nobody.name" }, ErrorCode.NotFound, "nobody")]
    [TestCase("get", new object[] { "companion.Options" }, ErrorCode.NotExposed, "Companion")]
    public async Task What_is_wrong_with_a_call_is_told(string command, object[] arguments, string code, string told, CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Failing(), token);

        var failure = await FailureAsync(client.InvokeAsync<string>(command, arguments, token));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(code));
            Assert.That(failure.Message, Does.Contain(told));
            Assert.That(failure.RemoteLines[^1], Is.EqualTo($"{failure.RemoteType}: {failure.Message}\n"));
        }
    }

    [Test]
    public async Task A_call_that_failed_takes_no_other_with_it(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Failing(), token);

        var failing = client.InvokeAsync<string>("fail", ["no"], token);
        var working = client.InvokeAsync<string>("work", [], token);

        await FailureAsync(failing);
        Assert.That(await working, Is.EqualTo("done"));
    }

    public sealed class Failing
    {
        [Command("fail")]
        public void Fail(string message) => throw new FormatException(message);

        [Command("refuse")]
        public void Refuse() => throw new CommandException("out_of_paper", "Add paper.");

        [Command("work")]
        public string Work() => "done";
    }
}
