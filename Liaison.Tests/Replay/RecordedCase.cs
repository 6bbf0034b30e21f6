using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Liaison.Messages;

namespace Liaison.Tests.Replay;

/// <summary>One line of the recorded conversation: what was sent to liaison-py, and what it answered.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Note">What the case is about; no two have the same.</param>
/// <param name="Send">What was sent, as it was recorded; null where nothing was.</param>
/// <param name="Received">The reply; null where there was none, or more than one.</param>
internal sealed partial record RecordedCase(int Line, string Note, string? Send, string? Received)
{
    private const string Binary = "(binary) b'";

    /// <summary>Every line of the file, in order.</summary>
    public static IReadOnlyList<RecordedCase> All { get; } = [.. Lines().Select(Parse)];

    /// <summary>What is sent for the case.</summary>
    public (FrameKind Kind, byte[] Bytes) Frame =>
        Send is ['(', ..] && Send.StartsWith(Binary, StringComparison.Ordinal)
            ? (FrameKind.Binary, Encoding.Latin1.GetBytes(HexEscape().Replace(Send[Binary.Length..^1], Unescape)))
            : (FrameKind.Text, Encoding.UTF8.GetBytes(Send ?? throw new InvalidOperationException($"Nothing was sent in line {Line}.")));

    public override string ToString() => $"{Line:000} {Note}";

    private static IEnumerable<string> Lines()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("liaison.jsonl")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static RecordedCase Parse(string line, int index)
    {
        var json = JsonDocument.Parse(line).RootElement;
        var received = json.GetProperty("recv");
        return new RecordedCase(
            index + 1,
            json.GetProperty("note").GetString()!,
            json.GetProperty("send").GetString(),
            received.ValueKind == JsonValueKind.String ? received.GetString() : null);
    }

    private static string Unescape(Match escape) => ((char)Convert.ToByte(escape.Groups[1].Value, 16)).ToString();

    [GeneratedRegex(@"\\x([0-9a-f]{2})")]
    private static partial Regex HexEscape();
}
