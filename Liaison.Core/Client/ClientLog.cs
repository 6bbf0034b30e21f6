using Microsoft.Extensions.Logging;

namespace Liaison.Client;

/// <summary>The log messages of a client.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Warning, "Whoever was told that the client is {State} threw.")]
    public static partial void ListenerFailed(ILogger logger, ClientState state, Exception failure);
}
