using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Separates messages on a byte stream. Each connection has its own instance: reading has state, writing has none.</summary>
internal abstract class Framing(int maxMessageBytes)
{
    /// <summary>The largest size of a head, in bytes.</summary>
    public const int MaxHeadBytes = 32;

    /// <summary>Whether messages may be binary.</summary>
    public virtual bool CarriesBinary => false;

    /// <summary>Whether a newline inside a message would split it.</summary>
    public virtual bool EndsAtNewline => false;

    /// <summary>The bytes after each message.</summary>
    public virtual ReadOnlySpan<byte> Tail => [];

    protected int MaxMessageBytes { get; } = maxMessageBytes;

    /// <summary>
    /// Reads the next message from the input. Called again after every
    /// read until it returns one, and once more at the end of the input.
    /// </summary>
    public abstract FrameRead Read(ReadBuffer input);

    /// <summary>Writes the bytes before a message, and returns their number: at most <see cref="MaxHeadBytes"/>.</summary>
    public virtual int WriteHead(Frame frame, Span<byte> into) => 0;

    /// <summary>Reads a message of known length.</summary>
    protected FrameRead ReadBody(ReadBuffer input, long length, FrameKind kind)
    {
        var wanted = (int)Math.Min(length, MaxMessageBytes);
        if (input.Unread.Length < wanted)
        {
            return FrameRead.Incomplete(wanted);
        }

        var bytes = input.Take(wanted);
        return length > wanted ? FrameRead.Truncated(bytes, kind) : FrameRead.Message(bytes, kind);
    }
}
