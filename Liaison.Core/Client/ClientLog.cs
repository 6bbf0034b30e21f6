using Microsoft.Extensions.Logging;

namespace Liaison.Client;

/// <summary>The log messages of a client.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Warning, "A handler of StateChanged threw when the client became {State}.")]
    public static partial void ListenerFailed(ILogger logger, ClientState state, Exception failure);
}
