using System.Reflection;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Tests.Wslink;

/// <summary>What wslink's client and server once said to each other about one thing.</summary>
/// <param name="Note">What it was about.</param>
/// <param name="ToServer">The frames of the client, in order.</param>
/// <param name="ToClient">The frames of the server, in order.</param>
/// <param name="Results">What the client's API gave, in order: <c>resolved</c> or <c>rejected</c>.</param>
/// <param name="Closes">Whether the server ended the connection.</param>
internal sealed record RecordedExchange(
    string Note, IReadOnlyList<Frame> ToServer, IReadOnlyList<Frame> ToClient, IReadOnlyList<JsonElement> Results, bool Closes)
{
    /// <summary>The exchanges in which anything was sent, of one version of wslink, in order.</summary>
    public static IReadOnlyList<RecordedExchange> Load(int version)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"wslink-v{version}.jsonl")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonElement.Parse(line))
                .GroupBy(line => line.GetProperty("note").GetString()!)
                .Select(group => Of(group.Key, [.. group]))
                .Where(exchange => exchange.ToServer.Count > 0),
        ];
    }

    public override string ToString() => Note;

    private static RecordedExchange Of(string note, JsonElement[] lines) => new(
        note,
        [.. lines.Where(line => Is(line, "c2s")).Select(FrameOf)],
        [.. lines.Where(line => Is(line, "s2c") && Type(line) != "close").Select(FrameOf)],
        [.. lines.Where(line => Is(line, "api") && line.TryGetProperty("result", out _)).Select(line => line.GetProperty("result"))],
        lines.Any(line => Is(line, "s2c") && Type(line) == "close"));

    private static bool Is(JsonElement line, string direction) => line.GetProperty("dir").GetString() == direction;

    private static string? Type(JsonElement line) => line.GetProperty("type").GetString();

    private static Frame FrameOf(JsonElement line) => Type(line) == "text"
        ? new Frame(FrameKind.Text, System.Text.Encoding.UTF8.GetBytes(line.GetProperty("data").GetString()!))
        : new Frame(FrameKind.Binary, Convert.FromHexString(line.GetProperty("hex").GetString()!));
}
