namespace Liaison.Messages;

/// <summary>One message as a transport carries it.</summary>
/// <param name="Kind">Whether the message is text or binary. A transport without that difference carries text.</param>
/// <param name="Bytes">
/// The message without its framing. Of a received frame they belong to the receiver, for as long as it holds them: a transport
/// never writes to them again. Of a sent frame they belong to the sender, and are read only until the send has completed.
/// </param>
public readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>
    /// Whether the message went past the transport's size limit. <see cref="Bytes"/> are then its beginning alone, and this frame
    /// is the last that the connection gives.
    /// </summary>
    public bool Truncated { get; init; }
}
