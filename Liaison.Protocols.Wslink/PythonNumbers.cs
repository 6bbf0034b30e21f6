using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Converts <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> to strings. Python writes them into JSON, which does not allow them.
/// </summary>
internal static class PythonNumbers
{
    /// <summary>Returns the message with such numbers in quotes; the same memory if it has none.</summary>
    public static ReadOnlyMemory<byte> Quoted(ReadOnlyMemory<byte> message)
    {
        var json = message.Span;
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0)
        {
            return message;
        }

        using var into = new FrameWriter();
        for (var i = 0; i < json.Length;)
        {
            var length = json[i] == '"' ? LengthOfString(json[i..]) : LengthOfNumber(json[i..]);
            var isNumber = json[i] != '"' && length > 0;
            length = Math.Max(length, 1);
            into.Append(isNumber ? "\""u8 : ""u8);
            into.Append(json.Slice(i, length));
            into.Append(isNumber ? "\""u8 : ""u8);
            i += length;
        }

        into.EndFrame(FrameKind.Text);
        return into.Frames.Span[0].Bytes.ToArray();
    }

    private static int LengthOfString(ReadOnlySpan<byte> json)
    {
        for (var i = 1; i < json.Length; i++)
        {
            if (json[i] == '\\')
            {
                i++;
            }
            else if (json[i] == '"')
            {
                return i + 1;
            }
        }

        return json.Length;
    }

    private static int LengthOfNumber(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3 : json.StartsWith("Infinity"u8) ? 8 : json.StartsWith("-Infinity"u8) ? 9 : 0;
}
