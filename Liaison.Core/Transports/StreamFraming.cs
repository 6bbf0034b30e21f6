namespace Liaison.Transports;

/// <summary>How messages are separated on a byte stream (WIRE, section 3).</summary>
public enum StreamFraming
{
    /// <summary>The peer's first line selects <see cref="Headers"/> or <see cref="Lines"/>.</summary>
    /// <remarks>
    /// A byte order mark and white space are skipped. <see cref="Headers"/> is selected if the line begins with <c>Content-Length:</c> or
    /// <c>Content-Type:</c>, ignoring case; otherwise <see cref="Lines"/>. Until the framing is known, messages are sent as lines.
    /// </remarks>
    Detect,

    /// <summary>
    /// One message per line, ended by <c>\n</c>. A <c>\r</c> before the <c>\n</c> is dropped, and blank lines are ignored.
    /// </summary>
    Lines,

    /// <summary>A <c>Content-Length</c> header, an empty line and the message, as in the Language Server Protocol.</summary>
    Headers,

    /// <summary>
    /// The message's length as four bytes, little endian; one byte for its
    /// kind (0 text, 1 binary); and the message. Supports binary messages.
    /// </summary>
    Length,

    /// <summary>The message's length as eight bytes, big endian, and the message, which is always binary (WIRE, section 6).</summary>
    Length64,

    /// <summary><see cref="Length64"/> if the peer's first byte is 0; otherwise as <see cref="Detect"/>.</summary>
    /// <remarks>No text begins with a 0 byte, but the length of every message below 2^56 bytes does.</remarks>
    DetectLength64,
}
