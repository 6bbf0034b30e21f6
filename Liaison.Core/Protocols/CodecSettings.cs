using System.Text.Json;
using Liaison.Messages;

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

    /// <summary>Whether this end opened the connection, and so speaks first where the protocol begins with a greeting.</summary>
    public bool Opens { get; init; }

    /// <summary>The streams of the connection; null where nobody takes any.</summary>
    internal StreamSource? Streams { get; init; }

    /// <summary>Who is at the other end; null where there is no connection, as in tests of a codec.</summary>
    public PeerInfo? Remote { get; init; }
}
