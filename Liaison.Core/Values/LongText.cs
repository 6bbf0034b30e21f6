using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>
/// Writes texts, long ones in pieces: for a whole text the framework's writer wants three times its length, which is what it might
/// take at most, and looks for what to escape in all of it before it copies any.
/// </summary>
internal static class LongText
{
    /// <summary>The longest text that is written at once, in UTF-16 units.</summary>
    internal const int PieceLength = 16_384;

    private const int QuotesLength = 2;

    /// <summary>Writes one JSON string.</summary>
    /// <param name="into">What the writer writes to.</param>
    /// <param name="json">The writer, with nothing written yet.</param>
    /// <param name="text">The text.</param>
    public static void Write(FrameWriter into, Utf8JsonWriter json, string text)
    {
        if (text.Length <= PieceLength)
        {
            json.WriteStringValue(text);
            return;
        }

        // As much as it takes where nothing is escaped, or what was written would be copied each time the buffer grows.
        into.GetSpan(text.Length + QuotesLength);
        for (var start = 0; start < text.Length; start += PieceLength)
        {
            var piece = text.AsSpan(start, Math.Min(PieceLength, text.Length - start));
            json.WriteStringValueSegment(piece, isFinalSegment: start + piece.Length == text.Length);
        }
    }
}
