using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Reads the error of a reply. liaison-py sends only the lines of the error; others send a text. Missing parts are taken from the
/// last line, which is <c>Type: message</c>.
/// </summary>
internal static partial class LiaisonError
{
    /// <summary>Reads the error. Each part is one JSON value, or empty if it is missing.</summary>
    public static CommandError Read(ReadOnlySpan<byte> error, ReadOnlySpan<byte> code, ReadOnlySpan<byte> type, ReadOnlySpan<byte> message)
    {
        var lines = ReadLines(error);
        var last = lines.Count > 0 ? lines[^1].TrimEnd() : "";
        var parts = LastLine().Match(last);
        var told = ReadText(message) ?? (parts.Groups["message"] is { Length: > 0 } text ? text.Value : last);
        var known = CommandError.Of(ReadText(code) ?? ErrorCode.Failed, told);
        known = known with { Type = ReadText(type) ?? (parts.Success ? parts.Groups["type"].Value : known.Type) };
        return known with { Lines = lines.Count > 0 ? lines : [CommandError.LastLine(known.Type, known.Message)] };
    }

    private static List<string> ReadLines(ReadOnlySpan<byte> error)
    {
        var lines = new List<string>();
        if (error.IsEmpty)
        {
            return lines;
        }

        var reader = new Utf8JsonReader(error, ArgumentScanner.OfScanned);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            lines.AddRange(reader.TokenType == JsonTokenType.Null ? [] : [ReadLine(ref reader, error)]);
            return lines;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            lines.Add(ReadLine(ref reader, error));
        }

        return lines;
    }

    // A value that is not a string is shown as it was written.
    private static string ReadLine(ref Utf8JsonReader reader, ReadOnlySpan<byte> error)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.Text();
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(error[start..(int)reader.BytesConsumed]);
    }

    private static string? ReadText(ReadOnlySpan<byte> json)
    {
        if (json is not [(byte)'"', ..])
        {
            return null;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.Text();
    }

    // E.g. "ValueError: math domain error", or "NotImplementedError" without a message.
    [GeneratedRegex(@"^(?<type>[\p{L}_][\w.+`<>,\[\]]*)(?:: ?(?<message>.*))?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex LastLine();
}
