using System.Text;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The tokens of progress reports and items. A token of an own call contains the call's id, so no table is needed to find the call.
/// </summary>
internal static class CallToken
{
    private const string OfProgress = "progress:";
    private const string OfItems = "items:";

    public static string ForProgress(CallId id) => OfProgress + id;

    public static string ForItems(CallId id) => OfItems + id;

    public static bool IsForProgress(string token, out CallId id) => TryRead(token, OfProgress, out id);

    public static bool IsForItems(string token, out CallId id) => TryRead(token, OfItems, out id);

    /// <summary>Returns a token as it was received, or empty if the value is neither a string nor an integer.</summary>
    public static ReadOnlyMemory<byte> OrNone(ReadOnlyMemory<byte> json, JsonTokenType kind) =>
        kind == JsonTokenType.String || (kind == JsonTokenType.Number && !json.Span.ContainsAny((byte)'.', (byte)'e', (byte)'E')) ? json : default;

    private static bool TryRead(string token, string prefix, out CallId id)
    {
        id = CallId.None;
        if (!token.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var json = Encoding.UTF8.GetBytes(token[prefix.Length..]);
        if (!JsonText.IsOneValue(json))
        {
            return false;
        }

        id = CallId.FromJson(json);
        return true;
    }
}
