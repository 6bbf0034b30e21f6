using System.Text;
using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>How parts of messages are read.</summary>
internal static class LiaisonJson
{
    /// <summary>The bytes of the value that the reader stands on; it is left on the value's last token.</summary>
    /// <param name="reader">A reader over all of <paramref name="message"/>.</param>
    /// <param name="message">The bytes that the value will point into.</param>
    public static ReadOnlyMemory<byte> Slice(this ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return message[start..(int)reader.BytesConsumed];
    }

    /// <summary>The text of the string that the reader stands on. Half of a surrogate pair, which is JSON but no text, stays an escape.</summary>
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
