using System.Text.Json;
using System.Text.Unicode;

namespace Liaison.Protocols;

/// <summary>Reads what is readable of a message that is truncated or malformed.</summary>
internal static class PartialMessage
{
    /// <summary>Returns the violation for a message that is too long. It has the message's id if that is before the cut.</summary>
    public static Violation TooLong(ReadOnlyMemory<byte> beginning, bool isGreeted)
    {
        var problem = Violation.TooLong(isGreeted
            ? "The message is longer than is accepted here. Send less at once, or raise MaxMessageBytes in WslinkOptions and in the options of the transport."
            : "Before the hello only short messages are accepted. Greet the host first: call wslink.hello with the secret.");
        return problem with { Id = FindId(beginning) };
    }

    /// <summary>Returns the message's id, a JSON string. Returns empty if the id cannot be found or is not a string.</summary>
    public static ReadOnlyMemory<byte> FindId(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1_000 }));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueSpan.SequenceEqual("id"u8);
                if (!reader.Read())
                {
                    return default;
                }

                if (isId)
                {
                    return reader.TokenType == JsonTokenType.String && Utf8.IsValid(reader.ValueSpan)
                        ? json[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]
                        : default;
                }

                if (!reader.TrySkip())
                {
                    return default;
                }
            }
        }
        catch (JsonException)
        {
            // The part before the id is not JSON.
        }

        return default;
    }
}
