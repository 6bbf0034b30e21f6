using System.Globalization;
using System.Text;
using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>A message of the resumption layer: a text frame that begins with <c>#</c> (docs/protocols/liaison.md).</summary>
/// <param name="Kind">The kind of the message.</param>
/// <param name="Key">The key of the session; empty if the kind has none.</param>
/// <param name="Received">How many messages of the other end have arrived; 0 if the kind has no such number.</param>
/// <param name="Milliseconds">How long the host keeps the session without a link; 0 if the kind has no such number.</param>
/// <param name="Text">Why a session was refused; empty otherwise.</param>
internal readonly record struct ControlFrame(ControlKind Kind, string Key = "", long Received = 0, long Milliseconds = 0, string Text = "")
{
    /// <summary>The first byte of each such frame. No message of Liaison's own protocols begins with it.</summary>
    public const byte Mark = (byte)'#';

    /// <summary>The version of the layer that this code implements.</summary>
    private const string Version = "1";

    /// <summary>The largest frame that is read as a message of this layer, in bytes.</summary>
    private const int MaxBytes = 1_024;

    /// <summary>
    /// Whether a frame begins with the mark: it then belongs to this layer,
    /// or is an escaped message of the protocol above (<see cref="Escape"/>).
    /// </summary>
    public static bool IsMarked(Frame frame) => frame.Kind == FrameKind.Text && frame.Bytes.Span is [Mark, ..];

    /// <summary>The message as bytes.</summary>
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

    /// <summary>The message as a frame.</summary>
    public Frame ToFrame() => new(FrameKind.Text, ToBytes());

    /// <summary>Reads a frame; null if it is not a message of this layer, or is malformed.</summary>
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

    /// <summary>Adds a second mark to a message of the protocol above, if the message begins with the mark.</summary>
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

    /// <summary>Whether the frame is a message of the protocol above with a second mark.</summary>
    public static bool IsEscaped(Frame frame) => frame.Kind == FrameKind.Text && frame.Bytes.Span is [Mark, Mark, ..];

    /// <summary>Removes the mark that <see cref="Escape"/> added.</summary>
    public static Frame Unescape(Frame frame) => IsEscaped(frame) ? frame with { Bytes = frame.Bytes[1..] } : frame;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
