using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A block of headers, of which Content-Length is read, an empty line, and the message (Language Server Protocol, Base Protocol).</summary>
internal sealed class HeaderFraming(int maxMessageBytes, int maxHeaderBytes) : Framing(maxMessageBytes)
{
    private const long None = -1;

    // How far the block's lines were read, what they said, and whether the block is over.
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

    /// <summary>Reads the block line by line, so that text which is no header is answered at once instead of waited on. Null: the block is over.</summary>
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

            // An empty line with no header before it is one that somebody printed after the last message.
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

        // Two lengths would be two opinions about where the next message starts.
        return _contentLength == None
            && long.TryParse(line[(colon + 1)..].Trim(" \t"u8), NumberStyles.None, CultureInfo.InvariantCulture, out _contentLength);
    }
}
