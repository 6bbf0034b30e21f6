using System.Globalization;
using System.Text;
using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>One message of the layer that resumes sessions: a text frame that begins with <c>#</c>, as docs/protocols/liaison.md says.</summary>
/// <param name="Kind">What the message says.</param>
/// <param name="Key">The key of the session; empty where the kind has none.</param>
/// <param name="Received">How many messages of the other end have arrived; 0 where the kind has no such number.</param>
/// <param name="Milliseconds">How long the host keeps the session without a link; 0 where the kind has no such number.</param>
/// <param name="Text">Why a session was refused; empty otherwise.</param>
internal readonly record struct ControlFrame(ControlKind Kind, string Key = "", long Received = 0, long Milliseconds = 0, string Text = "")
{
    /// <summary>The first byte of each such frame. No message of a protocol of Liaison's own begins with it.</summary>
    public const byte Mark = (byte)'#';

    /// <summary>The version of the layer that this code speaks.</summary>
    private const string Version = "1";

    /// <summary>The longest frame that is read as one of these, in bytes.</summary>
    private const int MaxBytes = 1_024;

    /// <summary>Whether a frame belongs to the layer, or is a message of the protocol above it that begins with the mark and was given a second one.</summary>
    public static bool IsMarked(Frame frame) => frame.Kind == FrameKind.Text && frame.Bytes.Span is [Mark, ..];

    /// <summary>The bytes of the message.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Kind switch
    {
        ControlKind.Open => $"#open {Version}",
        ControlKind.Resume => string.Create(CultureInfo.InvariantCulture, $"#resume {Key} {Received}"),
        ControlKind.Session => string.Create(CultureInfo.InvariantCulture, $"#session {Key} {Received} {Milliseconds}"),
        ControlKind.Refused => $"#refused {Text}",
        ControlKind.Ack => string.Create(CultureInfo.InvariantCulture, $"#ack {Received}"),
        ControlKind.Sync => "#sync",
        _ => "#end",
    });

    /// <summary>The frame of the message.</summary>
    public Frame ToFrame() => new(FrameKind.Text, ToBytes());

    /// <summary>Reads a frame; null where the frame is none of these messages, or is malformed.</summary>
    public static ControlFrame? Read(Frame frame)
    {
        if (!IsMarked(frame) || frame.Truncated || frame.Bytes.Length > MaxBytes)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(frame.Bytes.Span);
        if (text.StartsWith("#refused ", StringComparison.Ordinal))
        {
            return new ControlFrame(ControlKind.Refused, Text: text["#refused ".Length..]);
        }

        return text.Split(' ') switch
        {
            ["#open", Version] => new ControlFrame(ControlKind.Open),
            ["#resume", { Length: > 0 } key, var received] when Number(received) is { } number => new ControlFrame(ControlKind.Resume, key, number),
            ["#session", { Length: > 0 } key, var received, var kept] when (Number(received), Number(kept)) is ({ } number, { } milliseconds) =>
                new ControlFrame(ControlKind.Session, key, number, milliseconds),
            ["#ack", var received] when Number(received) is { } number => new ControlFrame(ControlKind.Ack, Received: number),
            ["#sync"] => new ControlFrame(ControlKind.Sync),
            ["#end"] => new ControlFrame(ControlKind.End),
            _ => null,
        };
    }

    /// <summary>A message of the protocol above, with a second mark where it begins with one.</summary>
    public static Frame Escape(Frame frame)
    {
        if (!IsMarked(frame))
        {
            return frame;
        }

        var marked = new byte[frame.Bytes.Length + 1];
        marked[0] = Mark;
        frame.Bytes.CopyTo(marked.AsMemory(1));
        return frame with { Bytes = marked };
    }

    /// <summary>Whether the frame is a message of the protocol above, with a second mark.</summary>
    public static bool IsEscaped(Frame frame) => frame.Kind == FrameKind.Text && frame.Bytes.Span is [Mark, Mark, ..];

    /// <summary>Undoes <see cref="Escape"/>.</summary>
    public static Frame Unescape(Frame frame) => IsEscaped(frame) ? frame with { Bytes = frame.Bytes[1..] } : frame;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
