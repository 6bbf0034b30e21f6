using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Finds parts of a message that is incomplete or not valid JSON to its end.</summary>
internal static class LiaisonFragment
{
    /// <summary>The id of a request, if it comes before the error; otherwise empty.</summary>
    public static ReadOnlyMemory<byte> FindId(ReadOnlyMemory<byte> message, int maxDepth)
    {
        var found = Find(message.Span, maxDepth).Id;
        var id = message[found];
        return Utf8.IsValid(id.Span) ? id : default;
    }

    /// <summary>Whether the message can only be an answer. Also finds the id that it answers, if the id comes before the error.</summary>
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
            // The rest is not JSON. Only the parts that were found so far can be used.
        }

        return parts;
    }

    // Returns false if the message is cut off.
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
