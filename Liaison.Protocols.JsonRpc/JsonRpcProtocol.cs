using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// JSON-RPC 2.0 (https://www.jsonrpc.org/specification), in both directions, with cancellation and progress as in the Language
/// Server Protocol. A method is a command.
/// </summary>
/// <param name="options">The options; null uses the defaults.</param>
/// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
public sealed class JsonRpcProtocol(JsonRpcOptions? options = null) : IWireProtocol
{
    private readonly JsonRpcOptions _options = (options ?? new JsonRpcOptions()).Validated();

    /// <summary>The protocol with the default options.</summary>
    public static JsonRpcProtocol Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "json-rpc";

    /// <summary>
    /// Whether the frame begins with an object that has a member <c>jsonrpc</c>, or with an array that contains such an object.
    /// </summary>
    public bool Recognizes(Frame first)
    {
        // The frame may be truncated. Problems are reported later, when the protocol is known.
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue });
        var reader = new Utf8JsonReader(first.Bytes.Span, isFinalBlock: false, state);
        try
        {
            return reader.Read() && reader.TokenType switch
            {
                JsonTokenType.StartObject => HasVersion(ref reader),
                JsonTokenType.StartArray => HoldsVersion(ref reader),
                _ => false,
            };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public IWireCodec CreateCodec(CodecSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new JsonRpcCodec(settings, _options);
    }

    private static bool HoldsVersion(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject && HasVersion(ref reader))
            {
                return true;
            }

            if (!reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }

    private static bool HasVersion(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.SequenceEqual("jsonrpc"u8))
            {
                return true;
            }

            if (!reader.Read() || !reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }
}
