namespace Liaison.Transports;

/// <summary>How messages are told apart on a byte stream (WIRE, section 3).</summary>
public enum StreamFraming
{
    /// <summary>
    /// As the peer's first line tells, past a byte order mark and white space: <see cref="Headers"/> where it begins with
    /// <c>Content-Length:</c> or <c>Content-Type:</c>, in whatever case, and <see cref="Lines"/> otherwise. Until the peer has sent as much
    /// as that takes, messages go out as lines.
    /// </summary>
    Detect,

    /// <summary>One message a line, ended by <c>\n</c>; a <c>\r</c> before it is dropped, and so are blank lines.</summary>
    Lines,

    /// <summary>A <c>Content-Length</c> header, an empty line and the message, as in the Language Server Protocol.</summary>
    Headers,

    /// <summary>The message's length as four bytes, little endian, one byte for its kind (0 text, 1 binary), and the message. It carries binary messages.</summary>
    Length,

    /// <summary>The message's length as eight bytes, big endian, and the message, which is always binary (WIRE, section 6).</summary>
    Length64,

    /// <summary>
    /// As <see cref="Detect"/>; and <see cref="Length64"/> where the peer's first byte is 0, with which no text begins, and the length of
    /// every message of fewer than 2^56 bytes does.
    /// </summary>
    DetectLength64,
}
