using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The protocol of liaison-py and of Liaison: each frame is one JSON object (WIRE, section 1).</summary>
/// <remarks>
/// Bytes are sent as attachments to a peer that has itself sent attachments, and as base64 to other peers. A reply repeats the JSON of its
/// request to the byte. In this JSON, <c>{"$attachment": 0}</c> refers to an attachment of the request, not of the reply.
/// </remarks>
public sealed class LiaisonProtocol : IWireProtocol
{
    /// <summary>The only instance. It has no state.</summary>
    public static LiaisonProtocol Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "liaison";

    /// <inheritdoc/>
    public bool Recognizes(Frame first)
    {
        // Attachments come after the JSON. Of a frame larger than the limit, only the beginning is there.
        var reader = new Utf8JsonReader(LiaisonFrame.Open(first).Json.Span, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1_000 }));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("command"u8))
                {
                    return true;
                }

                if (!reader.Read() || !reader.TrySkip())
                {
                    return false;
                }
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The frame is not JSON, or has an escape that is not valid text. No protocol reads it.
        }

        return false;
    }

    /// <inheritdoc/>
    public IWireCodec CreateCodec(CodecSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Streams?.Spoken();
        return new LiaisonCodec(settings);
    }
}
