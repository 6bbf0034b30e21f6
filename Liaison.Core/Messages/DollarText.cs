using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Messages;

/// <summary>
/// Escapes JSON strings that begin with <c>$</c>: as data, <c>$$text</c> means <c>$text</c> (WIRE, section 1, References).
/// </summary>
/// <remarks>
/// It works on the written JSON, so that no string is missed, whatever code wrote it. Names of members are not references, and stay as
/// they are.
/// </remarks>
internal static class DollarText
{
    // In the written JSON, references and data are both strings. The mark tells them apart: 128 random bits that data cannot contain by
    // chance.
    private static readonly string Mark = $"${Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}:";

    private static ReadOnlySpan<byte> EscapedDollar => "\\u0024"u8;

    /// <summary>A reference with the mark, for JSON that is escaped afterwards.</summary>
    public static string Marked(Reference reference) => Mark + reference.Target;

    /// <summary>Escapes an argument's name that is data. Names of arguments can be references too.</summary>
    public static string EscapeName(string name) => name is ['$', ..] ? "$" + name : name;

    /// <summary>Adds a <c>$</c> to each string that begins with one, and turns marked references into references.</summary>
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

    /// <summary>Removes the first <c>$</c> of each string that begins with two.</summary>
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

    /// <summary>Whether a string in the JSON may be a reference: it begins with exactly one <c>$</c>, followed by other text.</summary>
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

    // The length in bytes of a leading dollar sign; 0 if the text does not begin with one.
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
            // Half of a surrogate pair is valid JSON, but not valid text, and not a reference.
        }

        return target is not null;
    }
}
