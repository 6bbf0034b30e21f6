using System.Text.Encodings.Web;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Binding;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>Commands of one's own: methods marked <see cref="CommandAttribute"/>.</summary>
[CancelAfter(60_000)]
internal sealed class CommandTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [TestCase("add", """[1, 2]""", "3")]
    [TestCase("add", """[1]""", "11")]
    [TestCase("add", """{"Right": 2, "left": 1}""", "3")]
    [TestCase("Static", "[]", "\"static\"")]
    [TestCase("Later", "[5]", "5")]
    [TestCase("Nothing", "[]", "null")]
    [TestCase("rename", """{"class": "a"}""", "\"a\"")]
    [TestCase("Collect", """[1, 2] {"a": 3}""", "[2,1]")]
    [TestCase("Inherited", "[]", "\"base\"")]
    [TestCase("Overridden", "[]", "\"derived\"")]
    [TestCase("name_of", """["$widget"]""", "\"w\"")]
    [TestCase("name_of", """{"widget": {"name": "x"}}""", "\"x\"")]
    [TestCase("literal", """["$widget"]""", "\"$widget\"")]
    [TestCase("Context", "[]", "\"Context True\"")]
    [TestCase("ping", "[]", "\"own pong\"")]
    public async Task A_command_binds_runs_and_answers(string command, string arguments, string expected, CancellationToken cancellationToken)
    {
        await using var companion = new Shop().Add("widget", new Widget { Name = "w" });

        var reply = await ExecuteAsync(companion, command, arguments, cancellationToken);

        Assert.That(reply.TryGetProperty("response", out var response) ? response.GetRawText() : reply.GetRawText(), Is.EqualTo(expected));
    }

    [TestCase("add", "[]", ErrorCode.BadArguments, "Shop.Add(int left, int right = 10) needs a value for 'left'")]
    [TestCase("add", """["one"]""", ErrorCode.BadArguments, "'left' of Shop.Add(int left, int right = 10): expected a whole number (int), and got \"one\"")]
    [TestCase("Add", "[1]", ErrorCode.UnknownCommand, "There is no command 'Add'")]
    [TestCase("LaterAsync", "[1]", ErrorCode.UnknownCommand, "There is no command 'LaterAsync'")]
    [TestCase("Fails", "[]", ErrorCode.Failed, "no stock")]
    [TestCase("Refuses", "[]", "sold_out", "none left")]
    public async Task A_command_that_cannot_be_run_says_why(string command, string arguments, string code, string fragment)
    {
        await using var companion = new Shop();

        var reply = await ExecuteAsync(companion, command, arguments);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.GetProperty("code").GetString(), Is.EqualTo(code));
            Assert.That(reply.GetProperty("message").GetString(), Does.Contain(fragment));
        }
    }

    [Test]
    public async Task An_object_with_commands_is_added_and_replaces_commands_of_its_names()
    {
        await using var companion = new Shop();
        companion.Commands.AddFrom(new Till());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.InvokeAsync<string>("add"), Is.EqualTo("till"));
            Assert.That(await companion.InvokeAsync<string>("Static"), Is.EqualTo("static"));
        }
    }

    [Test]
    public void What_cannot_be_a_command_is_refused_with_the_reason_when_it_is_added()
    {
        using (Assert.EnterMultipleScope())
        {
            Refused(new Twins(), "has two commands 'twin': Twins.One() and Twins.Two(). Rename one.");
            Refused(new Generic(), "Generic.Of<T>(T value) cannot be a command, since it is generic.");
            Refused(new ByReference(), "cannot be a command, since its parameter 'value' is passed by reference (ref, out or in)");
            Refused(new Widget(), "has no command. Mark a public method of it [Command].");
        }

        static void Refused<T>(T instance, string fragment)
            where T : class
        {
            var companion = new Companion();
            var refusal = Assert.Throws<ArgumentException>(() => companion.Commands.AddFrom(instance));
            Assert.That(refusal.Message, Does.Contain(fragment));
        }
    }

    [Test]
    public async Task Commands_describes_what_each_takes_and_gives_with_a_JSON_schema()
    {
        await using var companion = new Shop();
        var described = JsonElement.Parse(await companion.ExecuteAsync("""{"command": {"command": "commands"}}""")).GetProperty("response").EnumerateArray()
            .ToDictionary(command => command.GetProperty("name").GetString()!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(described.Keys, Is.SupersetOf(new[] { "add", "Later", "ping", "run", "commands" }));
            Assert.That(described["add"].GetRawText(), Is.EqualTo(Compact("""
                {
                  "name": "add",
                  "summary": "Adds two numbers.",
                  "signature": "Shop.Add(int left, int right = 10)",
                  "concurrent": true,
                  "requiresAuthentication": false,
                  "parameters": [
                    {"name": "left", "type": "int", "required": true, "collects": false, "default": null,
                     "schema": {"type": ["string", "integer"], "pattern": "^-?(?:0|[1-9]\\d*)$"}},
                    {"name": "right", "type": "int", "required": false, "collects": false, "default": 10,
                     "schema": {"type": ["string", "integer"], "pattern": "^-?(?:0|[1-9]\\d*)$"}}
                  ],
                  "returns": "int",
                  "schema": {"type": ["string", "integer"], "pattern": "^-?(?:0|[1-9]\\d*)$"}
                }
                """)));
            Assert.That(Schema(described["Point"], "point"), Is.EqualTo(Compact("""
                {
                  "type": ["object", "null"],
                  "properties": {
                    "x": {"type": ["string", "integer"], "pattern": "^-?(?:0|[1-9]\\d*)$"},
                    "y": {"type": ["string", "integer"], "pattern": "^-?(?:0|[1-9]\\d*)$", "default": 2}
                  },
                  "required": ["x"]
                }
                """)));
            Assert.That(described["Point"].GetProperty("returns").GetString(), Is.EqualTo("string[]"));
            Assert.That(described["Point"].GetProperty("schema").GetRawText(), Is.EqualTo("""{"type":["array","null"],"items":{"type":["string","null"]}}"""));
            Assert.That(described["Nothing"].GetProperty("returns").GetString(), Is.EqualTo("void"));
            Assert.That(described["Nothing"].GetProperty("schema").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(described["Later"].GetProperty("returns").GetString(), Is.EqualTo("int"));
            Assert.That(described["Context"].GetProperty("parameters").GetArrayLength(), Is.Zero);
            Assert.That(described["Collect"].GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("collects").GetBoolean()), Is.EqualTo(new[] { true, true }));
            Assert.That(described["rename"].GetProperty("parameters")[0].GetProperty("name").GetString(), Is.EqualTo("class"));
            Assert.That(described["add"].GetProperty("concurrent").GetBoolean(), Is.True);
            Assert.That(described["Later"].GetProperty("concurrent").GetBoolean(), Is.False);
        }
    }

    [Test]
    public async Task A_schema_of_an_enumeration_a_tuple_or_a_method_says_what_the_companion_reads()
    {
        await using var companion = new Shop();
        var described = JsonElement.Parse(await companion.ExecuteAsync("""{"command": {"command": "commands"}}""")).GetProperty("response").EnumerateArray()
            .Single(command => command.GetProperty("name").GetString() == "Forms");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Schema(described, "color"), Is.EqualTo("""{"anyOf":[{"enum":["Red","Green","Blue"]},{"type":"integer"}]}"""));
            Assert.That(
                Schema(described, "rights"),
                Is.EqualTo("""{"anyOf":[{"anyOf":[{"type":"string","examples":["None","Read","Write","All"]},{"type":"integer"}]},{"type":"null"}]}"""));
            Assert.That(Schema(described, "pair"), Is.EqualTo("""{"type":"array","minItems":2,"maxItems":2}"""));
            Assert.That(Schema(described, "done"), Is.EqualTo("""{"type":"string"}"""));
            Assert.That(Schema(described, "holder"), Does.Contain("""{"color":{"anyOf":[{"enum":["Red","Green","Blue"]}"""));
            Assert.That(Schema(described, "bytes"), Is.EqualTo("""{"type":["string","null"]}"""));
        }
    }

    private static async Task<JsonElement> ExecuteAsync(Companion companion, string command, string arguments, CancellationToken cancellationToken = default)
    {
        var message = CallingCompanion.RunMessage("", arguments)
            .Replace("\"args\": [\"\", ", "\"args\": [", StringComparison.Ordinal)
            .Replace("\"args\": [\"\"]", "\"args\": []", StringComparison.Ordinal)
            .Replace("\"command\": \"run\"", $"\"command\": \"{command}\"", StringComparison.Ordinal);
        return JsonElement.Parse(await companion.ExecuteAsync(message, cancellationToken));
    }

    private static string Schema(JsonElement command, string parameter) =>
        command.GetProperty("parameters").EnumerateArray().Single(described => described.GetProperty("name").GetString() == parameter).GetProperty("schema").GetRawText();

    private static string Compact(string json) => JsonSerializer.Serialize(JsonElement.Parse(json), Plain);

    public class Store : Companion
    {
        [Command]
        public string Inherited() => "base";

        [Command]
        public virtual string Overridden() => "base";
    }

    public sealed class Shop : Store
    {
        [Command("add", Summary = "Adds two numbers.", Concurrent = true)]
        public int Add(int left, int right = 10) => left + right;

        [Command]
        public static string Static() => "static";

        [Command]
        public async Task<int> LaterAsync(int value)
        {
            await Task.Yield();
            return value;
        }

        [Command]
        public void Nothing()
        {
        }

        [Command("rename")]
        public string Rename([Argument(Name = "class")] string type) => type;

        [Command]
        public int[] Collect([Keywords] Dictionary<string, int> rest, params int[] numbers) => [numbers.Length, rest.Count];

        [Command]
        public override string Overridden() => "derived";

        [Command("name_of")]
        public string NameOf(Widget widget) => widget.Name;

        [Command("literal", ResolveReferences = false)]
        public string Literal(string text) => text;

        [Command]
        public string Context(CommandContext context, CancellationToken token) => $"{context.Command} {token == context.CancellationToken}";

        [Command("ping")]
        public string Ping() => "own pong";

        [Command]
        public int Fails() => throw new InvalidOperationException("no stock");

        [Command]
        public int Refuses() => throw new CommandException("sold_out", "none left");

        [Command]
        public string[] Point(Point point) => [point.ToString()];

        [Command]
        public void Forms(Color color, Rights? rights, (int, string) pair, Action<string> done, Holder holder, byte[] bytes)
        {
        }
    }

    public sealed record Holder(Color Color);

    public sealed class Till
    {
        [Command("add")]
        public string Add() => "till";
    }

    // What the analyzers would refuse before it runs.
#pragma warning disable LSN001, LSN002
    public sealed class Twins
    {
        [Command("twin")]
        public void One()
        {
        }

        [Command("twin")]
        public void Two()
        {
        }
    }

    public sealed class Generic
    {
        [Command]
        public void Of<T>(T value)
        {
        }
    }

    public sealed class ByReference
    {
        [Command]
        public void Take(ref int value) => value++;
    }
#pragma warning restore LSN001, LSN002
}
