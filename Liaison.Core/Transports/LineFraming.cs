namespace Liaison.Transports;

/// <summary>One message per line.</summary>
internal sealed class LineFraming(int maxMessageBytes) : Framing(maxMessageBytes)
{
    private static readonly byte[] WhiteSpace = " \t\r"u8.ToArray();

    private int _scanned;

    public override bool EndsAtNewline => true;

    public override ReadOnlySpan<byte> Tail => "\n"u8;

    public override FrameRead Read(ReadBuffer input)
    {
        // One byte more than the longest line: the last byte may be a \r whose \n has not arrived yet.
        var longest = MaxMessageBytes + 1;
        while (true)
        {
            var unread = input.Unread;
            var newline = unread[_scanned..].IndexOf((byte)'\n');
            if (newline < 0 && !input.IsEnded && unread.Length <= longest)
            {
                _scanned = unread.Length;
                return FrameRead.Incomplete(longest + 1L);
            }

            // The last line of a stream may have no newline, as in `printf '{}' | liaison stdio`.
            var hasEnd = newline >= 0;
            var length = hasEnd ? _scanned + newline : unread.Length;
            _scanned = 0;
            var line = WithoutReturn(input.Take(hasEnd ? length + 1 : length)[..length]);
            if (line.Length > MaxMessageBytes)
            {
                return FrameRead.Truncated(line[..MaxMessageBytes]);
            }

            if (line.Span.ContainsAnyExcept(WhiteSpace))
            {
                return FrameRead.Message(line);
            }

            if (!hasEnd)
            {
                return FrameRead.Incomplete(longest + 1L);
            }
        }
    }

    private static ReadOnlyMemory<byte> WithoutReturn(ReadOnlyMemory<byte> line) =>
        line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
}
