using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The protocol of liaison-py, and ours: one frame, one JSON object (WIRE, section 1).</summary>
/// <remarks>
/// Bytes go as attachments to a peer that has sent any, and as base64 to others. What a reply repeats of a request that had attachments is
/// its JSON to the byte, in which <c>{"$attachment": 0}</c> stands for what the request, and not the reply, has attached.
/// </remarks>
public sealed class LiaisonProtocol : IWireProtocol
{
    /// <summary>The one instance; it has no state.</summary>
    public static LiaisonProtocol Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "liaison";

    /// <inheritdoc/>
    public bool Recognizes(Frame first)
    {
        // What a peer may attach stands behind the JSON, and the beginning is all that a frame past the limit has.
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
            // Not JSON, or an escape that is no text: nobody's message.
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
