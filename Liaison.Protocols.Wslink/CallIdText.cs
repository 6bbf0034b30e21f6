using System.Text;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The ids of wslink. They are strings: <c>rpc:c0:7</c> for a call, with the client's id and the call's own number;
/// <c>publish:topic:0</c> for an event; <c>system:c0:0</c> for the hello.
/// </summary>
/// <remarks>
/// A call without an answer has the id <c>notify:c0:0</c> here. Other servers answer it, and the answer is ignored.
/// </remarks>
internal static class CallIdText
{
    public const string Notification = "notify:";
    public const string System = "system:";
    public const string Publication = "publish:";
    private const string Call = "rpc:";

    /// <summary>Returns the id of a call: the part after the prefix if that is JSON, otherwise the whole id.</summary>
    /// <param name="json">The id, a JSON string, or empty.</param>
    public static CallId Read(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return CallId.None;
        }

        var start = StartOfNumber(json.Span);
        if (start > 0 && IsInteger(json.Span[start..^1]))
        {
            return CallId.FromJson(json[start..^1]);
        }

        return TryReadOwn(JsonText.TryGetText(json.Span) ?? "") is { IsNone: false } own ? own : CallId.FromJson(json);
    }

    /// <summary>Writes the id of a call as it appears in a message, with quotes.</summary>
    public static void Write(FrameWriter into, string clientId, CallId id, JsonSerializerOptions json)
    {
        if (IsInteger(id.Json.Span))
        {
            into.Append("\"rpc:"u8);
            Encoding.ASCII.GetBytes(clientId, into);
            into.Append(":"u8);
            into.Append(id.Json.Span);
            into.Append("\""u8);
        }
        else
        {
            Values.ValueWriter.WriteString(into, $"{Call}{clientId}:{id}", json);
        }
    }

    /// <summary>Returns the topic of a publication's id.</summary>
    public static string TopicOf(string id)
    {
        var end = id.LastIndexOf(':');
        return end > Publication.Length ? id[Publication.Length..end] : id[Publication.Length..];
    }

    // The common case, without allocating a string: "rpc:<client>:<number>" without escapes. Returns 0 for all others.
    private static int StartOfNumber(ReadOnlySpan<byte> json)
    {
        if (!json.StartsWith("\"rpc:"u8))
        {
            return 0;
        }

        var colon = json[5..].IndexOf((byte)':');
        return colon < 0 ? 0 : 5 + colon + 1;
    }

    private static bool IsInteger(ReadOnlySpan<byte> text)
    {
        var digits = text is [(byte)'-', .. var rest] ? rest : text;
        return digits.Length is > 0 and < 20 && (digits.Length == 1 || digits[0] != '0') && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static CallId TryReadOwn(string id)
    {
        if (!id.StartsWith(Call, StringComparison.Ordinal) || id.IndexOf(':', Call.Length) is not (> 0 and var colon))
        {
            return CallId.None;
        }

        var own = Encoding.UTF8.GetBytes(id[(colon + 1)..]);
        return JsonText.IsString(own) ? CallId.FromJson(own) : CallId.None;
    }
}
