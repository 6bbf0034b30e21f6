using Microsoft.Extensions.Logging;

namespace Liaison.Transports;

/// <summary>Log messages about handshakes. They never contain a token, a query or other unparsed text of a peer.</summary>
internal static partial class HandshakeLog
{
    [LoggerMessage(1, LogLevel.Warning, "Refused {Remote} with {Status}: {Reason}")]
    public static partial void Refused(ILogger logger, string remote, int status, string reason);

    [LoggerMessage(2, LogLevel.Debug, "{Remote} left during the handshake")]
    public static partial void LeftDuringHandshake(ILogger logger, string remote);

    [LoggerMessage(3, LogLevel.Warning, "{Remote} presented no token in time; the connection is closed")]
    public static partial void NoToken(ILogger logger, string remote);
}
