using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>What every codec is told by whoever serves the connection.</summary>
public sealed record CodecSettings
{
    /// <summary>How results are written.</summary>
    public required JsonSerializerOptions Json { get; init; }

    /// <summary>How deeply a message's arrays and objects may be nested.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>
    /// Whether to send bytes as attachments from the first message on, where the protocol has them. A host leaves this false, and
    /// attaches once its peer has.
    /// </summary>
    public bool Attaches { get; init; }
}
