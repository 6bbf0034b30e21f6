using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The protocols of wslink 1.x and 2.x (WIRE, section 5). A method is a command.</summary>
/// <remarks>
/// The first message of a peer must be the hello. Peers do not subscribe: every peer receives the events that it may see.
/// </remarks>
/// <param name="options">The options; null uses the defaults.</param>
/// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
public sealed class WslinkProtocol(WslinkOptions? options = null) : IWireProtocol
{
    private readonly WslinkOptions _options = (options ?? new WslinkOptions()).Validated();

    /// <summary>The protocol with the default options.</summary>
    public static WslinkProtocol Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "wslink";

    /// <summary>Whether the frame is a message of either version: it has a member <c>wslink</c>.</summary>
    public bool Recognizes(Frame first) => first.Kind == FrameKind.Text ? IsVersionOne(first.Bytes.Span) : ChunkHeader.Opens(first.Bytes);

    /// <inheritdoc/>
    public IWireCodec CreateCodec(CodecSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new WslinkCodec(settings, _options);
    }

    private static bool IsVersionOne(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1_000 }));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueSpan.SequenceEqual("wslink"u8))
                {
                    return true;
                }

                if (!reader.Read() || !reader.TrySkip())
                {
                    return false;
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON, so it is not a message of this protocol.
        }

        return false;
    }
}
