using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>The result of reading a message from the bytes that have arrived.</summary>
/// <param name="Frame">The message; null if it is not complete.</param>
/// <param name="IsLast">Whether no message can be read after this one.</param>
/// <param name="Expected">Without a message: the highest number of unread bytes that it may need.</param>
internal readonly record struct FrameRead(Frame? Frame, bool IsLast, long Expected)
{
    public static FrameRead Message(ReadOnlyMemory<byte> bytes, FrameKind kind = FrameKind.Text) => new(new Frame(kind, bytes), false, 0);

    /// <summary>A message larger than the limit: its beginning. The connection ends.</summary>
    public static FrameRead Truncated(ReadOnlyMemory<byte> bytes, FrameKind kind = FrameKind.Text) =>
        new(new Frame(kind, bytes) { Truncated = true }, true, 0);

    /// <summary>
    /// Bytes that break the framing. They are passed on unchanged, so
    /// that the protocol can answer with an error. The connection ends.
    /// </summary>
    public static FrameRead Malformed(ReadOnlyMemory<byte> bytes) => new(new Frame(FrameKind.Text, bytes), true, 0);

    public static FrameRead Incomplete(long expected) => new(null, false, expected);
}
