using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>What a framing made of the bytes read so far.</summary>
/// <param name="Frame">The message that they hold, if they hold a whole one.</param>
/// <param name="IsLast">Whether no message can be read after this one.</param>
/// <param name="Expected">Without a message: how many unread bytes it may need at most.</param>
internal readonly record struct FrameRead(Frame? Frame, bool IsLast, long Expected)
{
    public static FrameRead Message(ReadOnlyMemory<byte> bytes, FrameKind kind = FrameKind.Text) => new(new Frame(kind, bytes), false, 0);

    /// <summary>A message past the limit: its beginning, and the end of the connection.</summary>
    public static FrameRead Truncated(ReadOnlyMemory<byte> bytes, FrameKind kind = FrameKind.Text) =>
        new(new Frame(kind, bytes) { Truncated = true }, true, 0);

    /// <summary>Bytes that break the framing: given as they are, so that the protocol can complain about them, and then the end.</summary>
    public static FrameRead Malformed(ReadOnlyMemory<byte> bytes) => new(new Frame(FrameKind.Text, bytes), true, 0);

    public static FrameRead Incomplete(long expected) => new(null, false, expected);
}
