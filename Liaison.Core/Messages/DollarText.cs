using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Messages;

/// <summary>
/// Strings in JSON that begin with <c>$</c>: of those that are data <c>$$text</c> is <c>$text</c> (WIRE, section 1, References). Strings
/// are found in the JSON that was written, so that none gets past, whoever wrote it; names of members are no references.
/// </summary>
internal static class DollarText
{
    // References and data are both strings by then. Nobody who writes data knows these 128 bits.
    private static readonly string Mark = $"${Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}:";

    private static ReadOnlySpan<byte> EscapedDollar => "\\u0024"u8;

    /// <summary>A reference as it is written where the JSON is escaped afterwards.</summary>
    public static string Marked(Reference reference) => Mark + reference.Target;

    /// <summary>The name of an argument, which may be a reference too, for a name that is data.</summary>
    public static string EscapeName(string name) => name is ['$', ..] ? "$" + name : name;

    /// <summary>The JSON with a <c>$</c> more before each string that begins with one, and with the marked references as such.</summary>
    public static byte[] Escape(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ArgumentScanner.OfScanned);
        var escaped = new ArrayBufferWriter<byte>(json.Length + 16);
        var done = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String || DollarLength(reader.ValueSpan) == 0)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            escaped.Write(json[done..start]);
            if (TryReadMarked(ref reader, out var target))
            {
                escaped.Write([(byte)'"', .. JsonEncodedText.Encode("$" + target, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"']);
                done = (int)reader.BytesConsumed;
            }
            else
            {
                escaped.Write("\"$"u8);
                done = start + 1;
            }
        }

        escaped.Write(json[done..]);
        return escaped.WrittenSpan.ToArray();
    }

    /// <summary>The JSON without the first <c>$</c> of each string that begins with two.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ArgumentScanner.OfScanned);
        var plain = new ArrayBufferWriter<byte>(Math.Max(json.Length, 1));
        var done = 0;
        while (reader.Read())
        {
            var dollar = reader.TokenType == JsonTokenType.String ? DollarLength(reader.ValueSpan) : 0;
            if (dollar > 0 && DollarLength(reader.ValueSpan[dollar..]) > 0)
            {
                var text = (int)reader.TokenStartIndex + 1;
                plain.Write(json[done..text]);
                done = text + dollar;
            }
        }

        plain.Write(json[done..]);
        return plain.WrittenSpan.ToArray();
    }

    /// <summary>Whether a string in the JSON may be a reference: it begins with one <c>$</c>, and goes on.</summary>
    public static bool MayRefer(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ArgumentScanner.OfScanned);
        while (reader.Read())
        {
            var dollar = reader.TokenType == JsonTokenType.String ? DollarLength(reader.ValueSpan) : 0;
            if (dollar > 0 && dollar < reader.ValueSpan.Length && DollarLength(reader.ValueSpan[dollar..]) == 0)
            {
                return true;
            }
        }

        return false;
    }

    // How many bytes the dollar sign takes that the text begins with; 0 where it begins with none.
    private static int DollarLength(ReadOnlySpan<byte> text) =>
        text is [(byte)'$', ..] ? 1 : text.StartsWith(EscapedDollar) ? EscapedDollar.Length : 0;

    private static bool TryReadMarked(ref Utf8JsonReader reader, [NotNullWhen(true)] out string? target)
    {
        target = null;
        try
        {
            var text = reader.GetString()!;
            target = text.StartsWith(Mark, StringComparison.Ordinal) ? text[Mark.Length..] : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is JSON, but no text, and no reference.
        }

        return target is not null;
    }
}
