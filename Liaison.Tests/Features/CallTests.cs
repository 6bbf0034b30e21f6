using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Client;
using Liaison.Commands;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Calls of a host's commands: arguments in every form, and results of every kind.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class CallTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private static IEnumerable<TestCaseData> Values =>
    [
        Value("null", "null"),
        Value("a boolean", "true"),
        Value("a whole number", "-9007199254740993"),
        Value("a fraction", "0.1"),
        Value("an empty text", "\"\""),
        Value("text in many scripts", JsonSerializer.Serialize("h\u00e9 \u4f60\u597d \ud83d\ude00 \u0000 \u2028 \\ \" \n")),
        Value("an object", """{"a":{"b":[1,null,{"c":"d"}]},"":{}}"""),
        Value("a list", """[1,"two",[3],{"four":4},null]"""),
        Value("200 KB", JsonSerializer.Serialize(new string('x', 200 * 1024))),
    ];

    [TestCaseSource(nameof(Values))]
    public async Task What_is_given_comes_back(string json, CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Echoes(), token);

        var result = await client.InvokeAsync<JsonNode>("echo", [JsonNode.Parse(json)], token);

        Assert.That(JsonNode.DeepEquals(result, JsonNode.Parse(json)));
    }

    [Test]
    public async Task Values_keep_their_types(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Echoes(), token);
        var line = new Line(new Point(1.5, -2), new Point(0, 1e300), ["a", "b"]);

        var turned = await client.InvokeAsync<Line>("turn", [line], token);

        Assert.That((turned!.From, turned.To), Is.EqualTo((line.To, line.From)));
        Assert.That(turned.Names, Is.EqualTo(line.Names));
    }

    [Test]
    public async Task Arguments_go_by_position(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Echoes(), token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await client.InvokeAsync<string>("join", ["1"], token), Is.EqualTo("1,b,c"));
            Assert.That(await client.InvokeAsync<string>("join", ["1", "2", "3"], token), Is.EqualTo("1,2,3"));
        }
    }

    [Test]
    public async Task Arguments_go_by_name(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Echoes(), token);
        var call = new CommandCall("join") { Keywords = new Dictionary<string, object?> { ["third"] = "3", ["first"] = "1" } };

        Assert.That(await client.InvokeAsync<string>(call, token), Is.EqualTo("1,b,3"));
    }

    [Test]
    public async Task Arguments_go_by_position_and_by_name_at_once_where_the_protocol_can_say_so(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Echoes(), token);
        var call = new CommandCall("join") { Arguments = ["1"], Keywords = new Dictionary<string, object?> { ["third"] = "3" } };

        if (Speech.MixesArguments)
        {
            Assert.That(await client.InvokeAsync<string>(call, token), Is.EqualTo("1,b,3"));
        }
        else
        {
            Assert.That(async () => await client.InvokeAsync<string>(call, token), Throws.TypeOf<NotSupportedException>().With.Message.Contains("'join' by name"));
        }

        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task A_command_that_gives_nothing_gives_null(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Echoes(), token);

        Assert.That(await client.InvokeAsync<JsonNode>("nothing", [], token), Is.Null);
    }

    [Test]
    public async Task A_result_that_is_something_else_fails_the_call_alone(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Echoes(), token);

        Assert.That(async () => await client.InvokeAsync<int>("join", ["1"], token), Throws.TypeOf<InvalidCastException>().With.Message.Contains("1,b,c"));
        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task Calls_that_do_not_wait_for_each_other_run_in_their_order(CancellationToken token)
    {
        var echoes = new Echoes();
        var client = await ServeAndConnectAsync(echoes, token);

        var numbers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => client.InvokeAsync<int>("note", [number], token)));

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, 200)));
        Assert.That(echoes.Noted, Is.EqualTo(numbers));
    }

    private static TestCaseData Value(string name, string json) => new TestCaseData(json).SetArgDisplayNames(name);

    public sealed record Point(double X, double Y);

    public sealed record Line(Point From, Point To, IReadOnlyList<string> Names);

    public sealed class Echoes
    {
        public List<int> Noted { get; } = [];

        [Command("echo")]
        public JsonElement Echo(JsonElement value) => value;

        [Command("turn")]
        public Line Turn(Line line) => line with { From = line.To, To = line.From };

        [Command("join")]
        public string Join(string first, string second = "b", string third = "c") => string.Join(',', first, second, third);

        [Command("nothing")]
        public void Nothing()
        {
        }

        [Command("note")]
        public int Note(int number)
        {
            Noted.Add(number);
            return number;
        }
    }
}
