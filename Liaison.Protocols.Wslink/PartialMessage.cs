using System.Text.Json;
using System.Text.Unicode;

namespace Liaison.Protocols;

/// <summary>Finds what can be known of a message that is cut off or cannot be read.</summary>
internal static class PartialMessage
{
    /// <summary>The violation of a message that is longer than is accepted; with its id where that stands before the part that is too long.</summary>
    public static Violation TooLong(ReadOnlyMemory<byte> beginning, bool isGreeted)
    {
        var problem = Violation.TooLong(isGreeted
            ? "The message is longer than is accepted here. Send less at once, or raise MaxMessageBytes in WslinkOptions and in the options of the transport."
            : "Before the hello only short messages are accepted. Greet the host first: call wslink.hello with the secret.");
        return problem with { Id = FindId(beginning) };
    }

    /// <summary>The message's id, a JSON string; empty where it is none, or cannot be found.</summary>
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
            // What stands before the id is not JSON.
        }

        return default;
    }
}
