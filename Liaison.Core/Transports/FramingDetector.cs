namespace Liaison.Transports;

/// <summary>Finds a connection's framing, from its options or from the first byte that the peer sends.</summary>
internal sealed class FramingDetector(StreamOptions options)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    private bool _isPastMark;

    /// <summary>How many unread bytes are enough to tell.</summary>
    public static int Expected => ByteOrderMark.Length;

    /// <summary>The framing to send with before the peer has shown its own.</summary>
    public Framing Initial { get; } = Create(options.Framing, options);

    /// <summary>The framing to read with, or null while it cannot be told. Takes the byte order mark, and what white space it looks past.</summary>
    public Framing? Detect(ReadBuffer input)
    {
        if (options.Framing == StreamFraming.Length)
        {
            return Initial;
        }

        if (!_isPastMark && !TryPassMark(input))
        {
            return null;
        }

        if (options.Framing != StreamFraming.Detect)
        {
            return Initial;
        }

        var first = input.Unread.IndexOfAnyExcept(WhiteSpace);
        input.Skip(first < 0 ? input.Unread.Length : first);
        if (first < 0)
        {
            return null;
        }

        // What is neither JSON nor a header goes to the protocol as a line, which answers it with an error.
        return char.IsAsciiLetter((char)input.Unread[0]) ? Create(StreamFraming.Headers, options) : Initial;
    }

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
        _ => new LineFraming(options.MaxMessageBytes),
    };
}
