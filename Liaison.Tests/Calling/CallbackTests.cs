using System.Text;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>What runs the commands that a host calls back, and how tables of commands are filled.</summary>
[CancelAfter(60_000)]
internal sealed class CallbackTests
{
    [TestCase("text", """["$name"]""", "$name")]
    [TestCase("text", """["$$name"]""", "$$name")]
    [TestCase("text", """["\u0024name.member[0]"]""", "$name.member[0]")]
    [TestCase("nested", """[{"text": "$name", "many": ["$$x", "$y"]}]""", "$name,$$x,$y")]
    [TestCase("untyped", """[["$name", {"a": "$$b"}]]""", """["$name",{"a":"$$b"}]""")]
    [TestCase("keywords", """[], "kwargs": {"$name": "$value"}""", "$name=$value")]
    public async Task Every_string_is_taken_as_it_is(string command, string args, string expected)
    {
        var dispatcher = Create();

        var answer = await AnswerAsync(dispatcher, $$$"""{"command": {"command": "{{{command}}}", "args": {{{args}}}}}""");

        Assert.That(answer, Is.InstanceOf<Response>());
        Assert.That(((Response)answer).Value, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_string_that_is_no_object_is_refused_without_a_hint_at_references()
    {
        var answer = await AnswerAsync(Create(), """{"command": {"command": "nested", "args": ["name"]}}""");

        Assert.That(((Fault)answer).Error.Message, Does.StartWith("'value' of Called.Nested(Texts value): expected an object (Texts)").And.Not.Contain("$"));
    }

    [Test]
    public async Task An_unknown_command_is_answered_with_those_that_there_are()
    {
        var empty = CommandDispatcher.ForCallbacks(new Companion().Json, 64, details: false, maxSequenceItems: 10);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await MessageAsync(Create()), Is.EqualTo("There is no command 'nothing'. The commands are: endless, keywords, nested, text, untyped."));
            Assert.That(await MessageAsync(empty), Is.EqualTo("There is no command 'nothing'. There are no commands at this end. They are added with Commands.AddFrom."));
        }

        static async Task<string> MessageAsync(CommandDispatcher dispatcher) =>
            ((Fault)await AnswerAsync(dispatcher, """{"command": {"command": "nothing"}}""")).Error.Message;
    }

    [Test]
    public async Task Its_limits_are_those_that_it_was_made_with()
    {
        var dispatcher = Create();

        var answer = await AnswerAsync(dispatcher, """{"command": {"command": "endless"}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(((Fault)answer).Error.Code, Is.EqualTo(ErrorCode.TooLarge));
            Assert.That(((Fault)answer).Error.Lines, Has.Count.EqualTo(1));
            Assert.That(dispatcher.MaxDepth, Is.EqualTo(64));
            Assert.That(dispatcher.Statistics.Failures, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Missing_commands_are_added_and_those_that_are_there_stay()
    {
        await using var companion = new Companion();

        companion.Commands.AddMissingFrom(new Session());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.InvokeAsync<string>("ping"), Is.EqualTo("pong"));
            Assert.That(await companion.InvokeAsync<string>("at_once"), Is.EqualTo("at once"));
        }
    }

    [TestCase("at_once", true, true)]
    [TestCase("in_turn", false, false)]
    [TestCase("ping", false, true)]
    public void An_immediate_command_is_concurrent_too(string name, bool immediate, bool concurrent)
    {
        var commands = new CommandTable();
        commands.AddFrom(new Session());

        commands.TryGet(name, out var command);

        Assert.That((command!.IsImmediate, command.IsConcurrent), Is.EqualTo((immediate, concurrent)));
    }

    private static CommandDispatcher Create()
    {
        var dispatcher = CommandDispatcher.ForCallbacks(new Companion().Json, 64, details: false, maxSequenceItems: 10);
        dispatcher.Commands.AddFrom(new Called());
        return dispatcher;
    }

    private static async Task<Envelope> AnswerAsync(CommandDispatcher dispatcher, string message)
    {
        var request = LiaisonCodec.DecodeOne(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(message)), dispatcher.MaxDepth);
        return await dispatcher.AnswerAsync(request, new CommandContext(request.Command));
    }

    public sealed record Texts(string Text, string[] Many);

    public sealed class Called
    {
        [Command("text")]
        public string Text(string value) => value;

        [Command("nested")]
        public string Nested(Texts value) => string.Join(',', [value.Text, .. value.Many]);

        [Command("untyped")]
        public string Untyped(JsonElement value) => value.GetRawText().Replace(" ", "", StringComparison.Ordinal);

        [Command("keywords")]
        public string Keywords([Keywords] Dictionary<string, string> rest) => string.Join(',', rest.Select(pair => $"{pair.Key}={pair.Value}"));

        [Command("endless")]
        public IEnumerable<int> Endless()
        {
            while (true)
            {
                yield return 1;
            }
        }
    }

    public sealed class Session
    {
        [Command("ping", Concurrent = true)]
        public string Ping() => "other";

        [Command("at_once"), Immediate]
        public string AtOnce() => "at once";

        [Command("in_turn")]
        public string InTurn() => "in turn";
    }
}
