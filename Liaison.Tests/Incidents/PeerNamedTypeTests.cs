using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Companions;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Messages that name the types they want made, or members that every object of some language has.</summary>
[Category("Incidents")]
[CancelAfter(60_000)]
internal sealed class PeerNamedTypeTests
{
    private const string GadgetName = "Liaison.Tests.Incidents.Gadget, Liaison.Tests";

    private static readonly string[] Members =
        ["$type", "$Type", "@type", "__type", "_type", "type", "$id", "$ref", "__class__", "class", "java.class", "!type", "Type", "TypeName", "assembly"];

    private static readonly string[] Prototypes = ["__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "__defineGetter__", "__init__", "GetType", "Equals"];

    private Collector _companion = null!;

    [SetUp]
    public void Make() => _companion = new Collector();

    [TearDown]
    public async Task Dispose() => await _companion.DisposeAsync();

    [TestCaseSource(nameof(Members))]
    public async Task A_member_that_names_a_type_is_data_and_nothing_is_made(string member)
    {
        var before = Gadget.Made;
        _companion.Expose<Gadget>();
        foreach (var name in new[] { GadgetName, "Liaison.Tests.Incidents.Gadget", "System.Diagnostics.Process, System.Diagnostics.Process" })
        {
            var value = $$"""{"{{member}}":"{{name}}","Command":"calc","$values":[{"{{member}}":"{{name}}"}]}""";

            Assert.That(await AnswerAsync("echo", $"[{value}]", "{}"), Is.EqualTo(value));
        }

        Assert.That(Gadget.Made, Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Prototypes))]
    public async Task A_member_of_every_object_is_data_like_any_other(string member)
    {
        var value = $"{{\"{member}\":" + """{"isAdmin":true,"constructor":{"prototype":{"x":1}}}}""";

        Assert.That(await AnswerAsync("echo", $"[{value}]", "{}"), Is.EqualTo(value));
        Assert.That(await AnswerAsync("echo_all", "[]", value), Is.EqualTo(value));
        Assert.That(await AnswerAsync("echo", "[{}]", "{}"), Is.EqualTo("{}"));
    }

    [TestCaseSource(nameof(Prototypes))]
    public async Task No_command_and_no_name_is_found_under_a_member_of_every_object(string member)
    {
        Assert.That(await CodeAsync(member, "[]", "{}"), Is.EqualTo("unknown_command"));
        Assert.That(await CodeAsync("get", $"[\"{member}\"]", "{}"), Is.EqualTo("not_found"));
        Assert.That(await CodeAsync("ping", "[]", $"{{\"{member}\":1}}"), Is.EqualTo("bad_arguments"));
    }

    [TestCase("[", "]")]
    [TestCase("{\"a\":", "}")]
    public async Task A_message_of_a_million_levels_is_refused_and_the_next_one_is_answered(string opening, string closing)
    {
        const int Levels = 1_000_000;
        var deep = new StringBuilder().Insert(0, opening, Levels).Append('1').Insert(opening.Length * Levels + 1, closing, Levels).ToString();
        foreach (var message in new[] { deep, """{"command":{"command":"echo","args":[""" + deep + """]},"id":1}""", """{"command":{"command":"echo"},"id":""" + deep + "}" })
        {
            var answer = JsonNode.Parse(await _companion.ExecuteAsync(Encoding.UTF8.GetBytes(message)))!;
            Assert.That((string?)answer["code"], Is.EqualTo("bad_message").Or.EqualTo("too_large"));
        }

        Assert.That(await AnswerAsync("ping", "[]", "{}"), Is.EqualTo("\"pong\""));
    }

    private async Task<string> AnswerAsync(string command, string arguments, string keywords) =>
        (await ReplyAsync(command, arguments, keywords)).GetProperty("response").GetRawText();

    private async Task<string?> CodeAsync(string command, string arguments, string keywords) =>
        (await ReplyAsync(command, arguments, keywords)).GetProperty("code").GetString();

    private async Task<JsonElement> ReplyAsync(string command, string arguments, string keywords) => JsonElement.Parse(
        (await _companion.ExecuteAsync(Encoding.UTF8.GetBytes($"{{\"command\":{{\"command\":\"{command}\",\"args\":{arguments},\"kwargs\":{keywords}}},\"id\":1}}"))));
}
