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
    public bool Recognizes(Frame first) => first.Bytes.Span.IndexOf("\"command\""u8) >= 0;

    /// <inheritdoc/>
    public IWireCodec CreateCodec(CodecSettings settings) => new LiaisonCodec(settings);
}
