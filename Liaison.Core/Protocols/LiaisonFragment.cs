using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Finds what can be found in a message that is not whole, or not JSON to its end.</summary>
internal static class LiaisonFragment
{
    /// <summary>The id of a request, where it stands before what is wrong; empty where it does not.</summary>
    public static ReadOnlyMemory<byte> FindId(ReadOnlyMemory<byte> message, int maxDepth)
    {
        var found = Find(message.Span, maxDepth).Id;
        var id = message[found];
        return Utf8.IsValid(id.Span) ? id : default;
    }

    /// <summary>Whether it can only be an answer; and if so, to what, where that stands before what is wrong.</summary>
    public static bool IsAnswer(ReadOnlySpan<byte> message, out CallId id)
    {
        var parts = Find(message, int.MaxValue);
        id = CallId.FromJson(message[parts.EventId].ToArray());
        return parts.IsAnswer;
    }

    private static Parts Find(ReadOnlySpan<byte> message, int maxDepth)
    {
        var reader = new Utf8JsonReader(message, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        var parts = default(Parts);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return parts;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && ReadMember(ref reader, ref parts))
            {
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // What comes next is no JSON either: that is all there is to be had.
        }

        return parts;
    }

    // False where the message is cut off.
    private static bool ReadMember(ref Utf8JsonReader reader, ref Parts parts)
    {
        var (isId, isTag, isEvent) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("tag"u8), reader.ValueTextEquals("evt"u8));
        parts.IsRequest |= reader.ValueTextEquals("command"u8);
        if (!reader.Read())
        {
            return false;
        }

        if (isEvent && reader.TokenType == JsonTokenType.StartObject)
        {
            return ReadEvent(ref reader, ref parts);
        }

        if (isTag && reader.TokenType == JsonTokenType.String)
        {
            parts.IsReply = reader.ValueTextEquals("response"u8) || reader.ValueTextEquals("error"u8);
        }

        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }

        parts.Id = isId ? start..(int)reader.BytesConsumed : parts.Id;
        return true;
    }

    private static bool ReadEvent(ref Utf8JsonReader reader, ref Parts parts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            if (!reader.Read())
            {
                return false;
            }

            var start = (int)reader.TokenStartIndex;
            if (!reader.TrySkip())
            {
                return false;
            }

            parts.EventId = isId ? start..(int)reader.BytesConsumed : parts.EventId;
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }

    private struct Parts
    {
        public Range Id;
        public Range EventId;
        public bool IsReply;
        public bool IsRequest;

        public readonly bool IsAnswer => IsReply && !IsRequest;
    }
}
