namespace Liaison.Transports;

/// <summary>How messages are told apart on a byte stream (WIRE, section 3).</summary>
public enum StreamFraming
{
    /// <summary>
    /// As the peer's first byte tells, past a byte order mark and white space: a letter means <see cref="Headers"/>, anything else
    /// <see cref="Lines"/>. Until the peer has sent one, messages go out as lines.
    /// </summary>
    Detect,

    /// <summary>One message a line, ended by <c>\n</c>; a <c>\r</c> before it is dropped, and so are blank lines.</summary>
    Lines,

    /// <summary>A <c>Content-Length</c> header, an empty line and the message, as in the Language Server Protocol.</summary>
    Headers,

    /// <summary>The message's length as four bytes, little endian, one byte for its kind (0 text, 1 binary), and the message. The only framing that carries binary messages.</summary>
    Length,
}
