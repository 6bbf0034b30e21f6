using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The settings of a connection that its codec needs.</summary>
public sealed record CodecSettings
{
    /// <summary>How results are written.</summary>
    public required JsonSerializerOptions Json { get; init; }

    /// <summary>How deeply arrays and objects in a message may be nested. The default is 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>
    /// Whether to send bytes as attachments from the first message on, if the protocol has attachments. The default is false.
    /// </summary>
    /// <remarks>A host leaves it false: it sends attachments after its peer has sent some.</remarks>
    public bool Attaches { get; init; }

    /// <summary>
    /// Whether this end opened the connection. If the protocol begins with a greeting, this end then sends the first message.
    /// </summary>
    public bool Opens { get; init; }

    /// <summary>The streams of the connection; null if streams are not supported.</summary>
    internal StreamSource? Streams { get; init; }

    /// <summary>The peer at the other end; null without a connection, as in tests of a codec.</summary>
    public PeerInfo? Remote { get; init; }
}
