using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Tells messages apart on a byte stream. One for each connection: reading keeps state, writing keeps none.</summary>
internal abstract class Framing(int maxMessageBytes)
{
    /// <summary>The most bytes that a head takes.</summary>
    public const int MaxHeadBytes = 32;

    /// <summary>Whether messages may be binary.</summary>
    public virtual bool CarriesBinary => false;

    /// <summary>Whether a line's end inside a message would break it in two.</summary>
    public virtual bool EndsAtNewline => false;

    /// <summary>What follows a message.</summary>
    public virtual ReadOnlySpan<byte> Tail => [];

    protected int MaxMessageBytes { get; } = maxMessageBytes;

    /// <summary>Takes the next message out of what was read. Called again after every read until it gives one, and once more at the end.</summary>
    public abstract FrameRead Read(ReadBuffer input);

    /// <summary>Writes what goes before a message, and gives its length: up to <see cref="MaxHeadBytes"/>.</summary>
    public virtual int WriteHead(Frame frame, Span<byte> into) => 0;

    /// <summary>Takes a message out whose length was announced.</summary>
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
