using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The readable part of a message that is truncated, or has members that are not valid text. It shows which call the message
/// belongs to.
/// </summary>
internal readonly struct PartialMessage
{
    private readonly ReadOnlyMemory<byte> _id;
    private readonly bool _hasMethod;
    private readonly bool _hasOutcome;

    private PartialMessage(ReadOnlyMemory<byte> id, bool hasMethod, bool hasOutcome) => (_id, _hasMethod, _hasOutcome) = (id, hasMethod, hasOutcome);

    /// <summary>Reads the beginning of a message, as far as possible.</summary>
    public static PartialMessage Read(ReadOnlyMemory<byte> message)
    {
        ReadOnlyMemory<byte> id = default;
        var (hasMethod, hasOutcome) = (false, false);
        var reader = new Utf8JsonReader(message.Span, isFinalBlock: false, new JsonReaderState(JsonText.OfRead));
        try
        {
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (isObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                // Names are compared as bytes, because a name with half of a surrogate pair cannot become a string.
                var isId = reader.ValueSpan.SequenceEqual("id"u8);
                hasMethod |= reader.ValueSpan.SequenceEqual("method"u8);
                hasOutcome |= reader.ValueSpan.SequenceEqual("result"u8) || reader.ValueSpan.SequenceEqual("error"u8);
                if (!reader.Read())
                {
                    break;
                }

                var (start, kind) = ((int)reader.TokenStartIndex, reader.TokenType);
                if (!reader.TrySkip())
                {
                    break;
                }

                id = !isId ? id : IsId(kind) ? message[start..(int)reader.BytesConsumed] : default;
            }
        }
        catch (JsonException)
        {
            // The message is not readable any further.
        }

        return new PartialMessage(Utf8.IsValid(id.Span) ? id : default, hasMethod, hasOutcome);
    }

    /// <summary>
    /// Returns a request that is answered with the problem. If the message is an answer, returns the failure of its call, or null
    /// if it belongs to no call.
    /// </summary>
    public Envelope? Refuse(string code, string problem, int size, BatchReply? batch)
    {
        if (_hasMethod || !_hasOutcome)
        {
            return InvalidRequest.Of(code, problem, size, _id, batch);
        }

        return _id.IsEmpty ? null : new Fault(Request.WithId(CallId.FromJson(_id)), CommandError.Of(code, problem));
    }

    private static bool IsId(JsonTokenType kind) => kind is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null;
}
