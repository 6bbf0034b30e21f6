using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Liaison.Companions;
using Liaison.Tests.Companions.Binding;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>Any text at all, wherever a peer can put one, has an answer.</summary>
[CancelAfter(60_000)]
internal sealed class AnyTextProperties
{
    // What targets are made of, whole characters, halves of characters, and what only looks like one of them.
    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.Elements(
                "widget", "companion", "Name", "Parts", "System.Int32", "List", "f", ".", ":", "[", "]", "[0]", "[\"a\"]", "['", "\"", "\\", "$", "$$", "<", ">", ",", "`1",
                "+", "*", "&", "(", ")", " ", "\t", "\0", "0", "-1", "1e99", "99999999999999999999", "ｗidget", "＄", "．", "\ud83d\ude00", "\ud800", "\udc00", "\u202e"),
            Gen.Choose(0, char.MaxValue).Select(value => ((char)value).ToString()))
        .ListOf().Select(string.Concat);

    private static readonly string[] Commands = ["get", "exists", "run", "try", "init", "register", "store", "set", "delete", "members", "names", "commands", "own"];

    [Test]
    public async Task Any_text_as_target_argument_or_name_has_an_answer()
    {
        await using var companion = await new Companion().Add("widget", new Widget { Name = "w" }).ExposeBasicTypes().WithAsync("f", (object? x) => x);

        Seeded.Check(Gen.Elements(Commands).Zip(Texts.Three(), (command, texts) => (command, texts)), async call =>
        {
            var (command, (first, second, third)) = call;
            foreach (var message in Messages(command, first, second, third))
            {
                var reply = JsonElement.Parse(await companion.ExecuteAsync(message));
                Assert.That(reply.GetProperty("tag").GetString(), Is.AnyOf("response", "error"), message);
                Assert.That(reply.TryGetProperty("evt", out _), message);
            }
        });
        Assert.That(await companion.ExecuteAsync("""{"command": {"command": "ping"}}"""), Does.StartWith("{\"response\":\"pong\""));
    }

    private static IEnumerable<string> Messages(string command, string first, string second, string third)
    {
        var (a, b, c) = (Escape(first), Escape(second), Escape(third));
        yield return Message(Escape(command), a);
        yield return Message(Escape(command), $"{a}, {b}", $"{c}: 1");
        yield return Message("\"run\"", $"\"f\", {a}");
        yield return Message("\"run\"", $"\"f\", [{a}, {{\"a\": {b}}}]", id: c);
        yield return Message("\"run\"", "\"f\"", $"{a}: {b}");
        yield return Message(a, b, $"{c}: 1");
        yield return Message("\"run\"", $"\"f\", \"{first}\"");
        yield return first;
    }

    private static string Message(string command, string args, string kwargs = "", string id = "1") =>
        $"{{\"command\": {{\"command\": {command}, \"args\": [{args}], \"kwargs\": {{{kwargs}}}}}, \"id\": {id}}}";

    // Every character as an escape, so that halves of characters get through.
    private static string Escape(string text) => $"\"{string.Concat(text.Select(character => $"\\u{(int)character:x4}"))}\"";
}
