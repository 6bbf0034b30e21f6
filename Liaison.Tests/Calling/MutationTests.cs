using System.Globalization;
using System.Text;
using System.Text.Json;
using Liaison.Companions;
using Liaison.Tests.Companions.Binding;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>Valid messages, changed at random: whatever they have become, there is an answer, and the companion goes on working.</summary>
[Category("Mutations")]
internal sealed class MutationTests
{
    private const int DefaultCount = 20_000;
    private const int MessagesPerCompanion = 1_000;

    private static readonly string[] Valid =
    [
        """{"command": {"command": "ping"}, "id": 1}""",
        """{"command": {"command": "get", "args": ["widget.Parts[0]"]}, "id": "a"}""",
        """{"command": {"command": "exists", "args": ["widget.Name"]}}""",
        """{"command": {"command": "run", "args": ["f", {"name": "$widget.Name", "parts": [1, "$$", null]}, -1.5e3], "kwargs": {"$key": true}}, "id": [1]}""",
        """{"command": {"command": "run", "args": ["numbers", [1, 2.5, "NaN"], "2026-01-31T12:00:00Z", "Green"]}, "references": "top"}""",
        """{"command": {"command": "try", "args": ["System.Math:Sqrt", 2]}, "echo": "id", "id": 7}""",
        """{"command": {"command": "init", "args": ["list", "System.Collections.Generic.List<System.Int32>", [1, 2]]}}""",
        """{"command": {"command": "run", "args": ["list.Add", 3]}}""",
        """{"command": {"command": "set", "args": ["widget.Parts[0]", "$list"]}}""",
        """{"command": {"command": "store", "args": ["other", {"a": [1, {"b": "\u0024widget"}]}]}}""",
        """{"command": {"command": "register", "args": [null, "System.Math:Max"]}}""",
        """{"command": {"command": "run", "args": ["Max", 1, 2]}}""",
        """{"command": {"command": "delete", "args": ["other"]}}""",
        """{"command": {"command": "members", "args": ["widget"]}}""",
        """{"command": {"command": "names"}}""",
        """{"command": {"command": "stats"}}""",
    ];

    private static readonly string[] Tokens = ["\"", "{", "}", "[", "]", ",", ":", "$", "$$", "\\", "\\u0000", "\\ud800", "null", "1e999", "-", ".", "widget", "list", "\0", "\ufeff"];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("LIAISON_MUTATIONS"), CultureInfo.InvariantCulture, out var count) ? count : DefaultCount;

    [Test]
    public async Task Whatever_a_message_has_become_there_is_an_answer_and_the_companion_goes_on()
    {
        var random = new Random((int)Seeded.Seed);
        for (var done = 0; done < Count; done += MessagesPerCompanion)
        {
            await using var companion = await CompanionAsync();
            for (var i = 0; i < MessagesPerCompanion; i++)
            {
                await AnswersAsync(companion, Mutate(Encoding.UTF8.GetBytes(Valid[random.Next(Valid.Length)]), random), done + i);
            }

            Assert.That(await companion.ExecuteAsync(Valid[0]), Does.StartWith("{\"response\":\"pong\""), $"LIAISON_TEST_SEED={Seeded.Seed}, before message {done + MessagesPerCompanion}");
        }
    }

    private static async Task AnswersAsync(Companion companion, byte[] message, int number)
    {
        try
        {
            using var reply = JsonDocument.Parse(await companion.ExecuteAsync(message), new JsonDocumentOptions { MaxDepth = 200 });
            Assert.That(reply.RootElement.TryGetProperty("response", out _) || reply.RootElement.TryGetProperty("error", out _));
            Assert.That(reply.RootElement.TryGetProperty("evt", out _));
        }
        catch (Exception failure)
        {
            Assert.Fail($"LIAISON_TEST_SEED={Seeded.Seed}, message {number}: {Encoding.UTF8.GetString(message)}\n{failure}");
        }
    }

    private static async Task<Companion> CompanionAsync()
    {
        var companion = new Companion(new CompanionOptions { MaxSequenceItems = 1_000 }).Add("widget", new Widget { Name = "w", Parts = [1L] }).ExposeBasicTypes();
        await companion.WithAsync("f", (Widget widget, double number, bool flag) => widget);
        await companion.WithAsync("numbers", (double[] numbers, DateTime at, Color color) => numbers, (object numbers, string at, string color) => at);
        await companion.Namespace.SetAsync("key", "flag", made: false);
        return companion;
    }

    private static byte[] Mutate(byte[] message, Random random)
    {
        var bytes = message.ToList();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, Piece(message, random));
                    break;
                case 4:
                    bytes.InsertRange(at, Piece(Encoding.UTF8.GetBytes(Valid[random.Next(Valid.Length)]), random));
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"[{(\"$9"[random.Next(6)], random.Next(1, 100)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static ArraySegment<byte> Piece(byte[] message, Random random)
    {
        var start = random.Next(message.Length);
        return new ArraySegment<byte>(message, start, random.Next(1, Math.Min(30, message.Length - start) + 1));
    }
}
