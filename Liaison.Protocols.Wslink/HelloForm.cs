using System.Globalization;
using System.Text;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>The first message of a client: a call of <c>wslink.hello</c> with its secret. The answer contains the client's id.</summary>
internal static class HelloForm
{
    public const string Method = "wslink.hello";

    /// <summary>Reads a hello. A missing secret counts as a wrong one.</summary>
    public static Hello Read(RequestState state, CommandArguments arguments)
    {
        var request = new Request { Id = CallIdText.Read(state.Id), State = state };
        return new Hello(request, arguments.PositionalCount > 0 ? SecretOf(arguments[0].Json.Span) : null) { Topics = "*" };
    }

    public static void Write(Hello hello, FrameWriter into, JsonSerializerOptions json)
    {
        into.Append("{\"wslink\":\"1.0\",\"id\":\"system:c0:0\",\"method\":\"wslink.hello\",\"args\":[{\"secret\":"u8);
        ValueWriter.WriteString(into, hello.Secret ?? "", json);
        into.Append("}],\"kwargs\":{}}"u8);
    }

    /// <summary>Writes the result of the answer.</summary>
    public static void WriteResult(Conversation conversation, FrameWriter into, bool hasChunks)
    {
        into.Append("{\"clientID\":\""u8);
        Encoding.ASCII.GetBytes(conversation.ClientId, into);
        into.Append("\""u8);
        if (hasChunks)
        {
            into.Append(",\"maxMsgSize\":"u8);
            Encoding.ASCII.GetBytes(conversation.MaxChunkBytes.ToString(CultureInfo.InvariantCulture), into);
        }

        into.Append("}"u8);
    }

    /// <summary>Reads the server's answer to an accepted hello.</summary>
    public static void Accept(ReadOnlySpan<byte> result, Conversation conversation)
    {
        var reader = new Utf8JsonReader(result, JsonText.OfRead);
        string? clientId = null;
        int? maxChunkBytes = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("clientID"u8))
            {
                clientId = JsonText.TryGetText(ref reader);
            }
            else if (name.SequenceEqual("maxMsgSize"u8))
            {
                maxChunkBytes = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var bytes) ? bytes : null;
            }

            reader.Skip();
        }

        // A colon in the name would make the number after it ambiguous.
        conversation.Accepted(clientId is { Length: > 0 and < 256 } && clientId.All(char.IsAsciiLetterOrDigit) ? clientId : null, maxChunkBytes);
    }

    private static string? SecretOf(ReadOnlySpan<byte> argument)
    {
        var reader = new Utf8JsonReader(argument, JsonText.OfRead);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSecret = reader.ValueSpan.SequenceEqual("secret"u8);
            reader.Read();
            if (isSecret)
            {
                return JsonText.TryGetText(ref reader);
            }

            reader.Skip();
        }

        return null;
    }
}
