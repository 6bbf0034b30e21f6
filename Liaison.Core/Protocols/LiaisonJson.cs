using System.Text;
using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>Reads parts of messages.</summary>
internal static class LiaisonJson
{
    /// <summary>The bytes of the current value. Afterwards the reader is at the value's last token.</summary>
    /// <param name="reader">A reader over the whole of <paramref name="message"/>.</param>
    /// <param name="message">The bytes that the result refers to.</param>
    public static ReadOnlyMemory<byte> Slice(this ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return message[start..(int)reader.BytesConsumed];
    }

    /// <summary>The text of the current string. Half of a surrogate pair is valid JSON but not valid text, and stays an escape.</summary>
    public static string Text(this ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
