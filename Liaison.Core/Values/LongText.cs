using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Writes JSON strings; long ones in pieces.</summary>
/// <remarks>
/// For a whole string, the framework's writer reserves three times its length, the worst case of escaping. It also searches the whole
/// string for characters to escape before it copies any.
/// </remarks>
internal static class LongText
{
    /// <summary>The longest string that is written in one piece, in UTF-16 units.</summary>
    internal const int PieceLength = 16_384;

    private const int QuotesLength = 2;

    /// <summary>Writes one JSON string.</summary>
    /// <param name="into">The buffer that <paramref name="json"/> writes to.</param>
    /// <param name="json">The JSON writer, with nothing written yet.</param>
    /// <param name="text">The string.</param>
    public static void Write(FrameWriter into, Utf8JsonWriter json, string text)
    {
        if (text.Length <= PieceLength)
        {
            json.WriteStringValue(text);
            return;
        }

        // Reserve the length without escapes. Otherwise each growth of the buffer would copy the written part.
        into.GetSpan(text.Length + QuotesLength);
        for (var start = 0; start < text.Length; start += PieceLength)
        {
            var piece = text.AsSpan(start, Math.Min(PieceLength, text.Length - start));
            json.WriteStringValueSegment(piece, isFinalSegment: start + piece.Length == text.Length);
        }
    }
}
