using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>
/// A block of headers, an empty line, and the message (Language Server Protocol, Base Protocol). Only the header Content-Length is used.
/// </summary>
internal sealed class HeaderFraming(int maxMessageBytes, int maxHeaderBytes) : Framing(maxMessageBytes)
{
    private const long None = -1;

    // How far the lines of the block were read, the length that they gave, and whether the block has ended.
    private int _lineStart;
    private long _contentLength = None;
    private bool _isBody;

    public override FrameRead Read(ReadBuffer input)
    {
        if (!_isBody && ReadHeaders(input) is { } unfinished)
        {
            return unfinished;
        }

        var read = ReadBody(input, _contentLength, FrameKind.Text);
        if (read.Frame is not null)
        {
            (_isBody, _contentLength) = (false, None);
        }

        return read;
    }

    public override int WriteHead(Frame frame, Span<byte> into)
    {
        _ = Utf8.TryWrite(into, CultureInfo.InvariantCulture, $"Content-Length: {frame.Bytes.Length}\r\n\r\n", out var length);
        return length;
    }

    /// <summary>
    /// Reads the block line by line: text that is not a header is then
    /// answered at once, without waiting for more. Null: the block has ended.
    /// </summary>
    private FrameRead? ReadHeaders(ReadBuffer input)
    {
        while (true)
        {
            var unread = input.Unread;
            var newline = unread[_lineStart..].IndexOf((byte)'\n');
            var lineEnd = newline < 0 ? unread.Length : _lineStart + newline;
            if (lineEnd >= maxHeaderBytes)
            {
                return FrameRead.Malformed(input.Take(maxHeaderBytes));
            }

            if (newline < 0)
            {
                return FrameRead.Incomplete(maxHeaderBytes + 1L);
            }

            var line = unread[_lineStart..lineEnd].TrimEnd((byte)'\r');
            if (line.Length > 0)
            {
                if (!TryReadHeader(line))
                {
                    return FrameRead.Malformed(input.Take(lineEnd));
                }

                _lineStart = lineEnd + 1;
                continue;
            }

            // An empty line without a header before it was printed after the last message, and is skipped.
            var isEmptyBlock = _lineStart == 0;
            _lineStart = 0;
            if (!isEmptyBlock && _contentLength == None)
            {
                return FrameRead.Malformed(input.Take(lineEnd + 1));
            }

            input.Skip(lineEnd + 1);
            if (!isEmptyBlock)
            {
                _isBody = true;
                return null;
            }
        }
    }

    private bool TryReadHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        if (!Ascii.EqualsIgnoreCase(line[..colon].Trim((byte)' '), "Content-Length"u8))
        {
            return true;
        }

        // Two lengths would give two positions for the next message.
        return _contentLength == None
            && long.TryParse(line[(colon + 1)..].Trim(" \t"u8), NumberStyles.None, CultureInfo.InvariantCulture, out _contentLength);
    }
}
