namespace Liaison.Messages;

/// <summary>One message as a transport carries it.</summary>
/// <param name="Kind">Whether the message is text or binary. A transport that does not distinguish them carries text.</param>
/// <param name="Bytes">
/// The message without its framing. The bytes of a received frame belong to the receiver for as long as it holds them; the transport never
/// writes to them again. The bytes of a sent frame belong to the sender, and are only read until the send has completed.
/// </param>
public readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>
    /// Whether the message exceeded the transport's size limit. <see cref="Bytes"/> then holds only its beginning, and this frame is the
    /// last of the connection.
    /// </summary>
    public bool Truncated { get; init; }

    /// <summary>
    /// Whether nothing that arrived behind this frame waits to be read, so that the next receive probably has to wait. False if the
    /// transport does not know.
    /// </summary>
    internal bool EndsBurst { get; init; }
}
