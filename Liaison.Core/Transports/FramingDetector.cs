using System.Text;

namespace Liaison.Transports;

/// <summary>Determines a connection's framing, from its options or from the beginning of the first line that the peer sends.</summary>
internal sealed class FramingDetector(StreamOptions options)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    private static ReadOnlySpan<byte> ContentLength => "Content-Length:"u8;

    private static ReadOnlySpan<byte> ContentType => "Content-Type:"u8;

    private bool _isPastMark;

    /// <summary>How many unread bytes are enough to determine the framing.</summary>
    public static int Expected => ContentLength.Length;

    /// <summary>The framing for sending until the peer's framing is known.</summary>
    public Framing Initial { get; } = Create(options.Framing, options);

    /// <summary>
    /// The framing for reading, or null while it is unknown. Skips a byte order mark, and the white space before the first line.
    /// </summary>
    public Framing? Detect(ReadBuffer input)
    {
        if (options.Framing is StreamFraming.Length or StreamFraming.Length64)
        {
            return Initial;
        }

        if (options.Framing == StreamFraming.DetectLength64 && !_isPastMark && input.Unread is [0, ..])
        {
            return Create(StreamFraming.Length64, options);
        }

        if (!_isPastMark && !TryPassMark(input))
        {
            return null;
        }

        return options.Framing is StreamFraming.Detect or StreamFraming.DetectLength64 ? DetectLine(input) : Initial;
    }

    // Text that is neither JSON nor a header is passed to the protocol as a line; the protocol answers it with an error.
    private Framing? DetectLine(ReadBuffer input)
    {
        var first = input.Unread.IndexOfAnyExcept(WhiteSpace);
        input.Skip(first < 0 ? input.Unread.Length : first);
        if (first < 0)
        {
            return null;
        }

        var line = input.Unread;
        if (Begins(line, ContentLength) || Begins(line, ContentType))
        {
            return Create(StreamFraming.Headers, options);
        }

        var mayBecome = !input.IsEnded && (Begins(ContentLength, line) || Begins(ContentType, line));
        return mayBecome ? null : Initial;
    }

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> beginning) =>
        text.Length >= beginning.Length && Ascii.EqualsIgnoreCase(text[..beginning.Length], beginning);

    private bool TryPassMark(ReadBuffer input)
    {
        var unread = input.Unread;
        if (unread.StartsWith(ByteOrderMark))
        {
            input.Skip(ByteOrderMark.Length);
        }
        else if (!input.IsEnded && ByteOrderMark.StartsWith(unread))
        {
            return false;
        }

        return _isPastMark = true;
    }

    private static Framing Create(StreamFraming framing, StreamOptions options) => framing switch
    {
        StreamFraming.Headers => new HeaderFraming(options.MaxMessageBytes, options.MaxHeaderBytes),
        StreamFraming.Length => new LengthFraming(options.MaxMessageBytes),
        StreamFraming.Length64 => new Length64Framing(options.MaxMessageBytes),
        _ => new LineFraming(options.MaxMessageBytes),
    };
}
