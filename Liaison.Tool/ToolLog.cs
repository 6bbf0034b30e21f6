using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>The log messages of the tool.</summary>
internal static partial class ToolLog
{
    [LoggerMessage(1, LogLevel.Warning,
        "No peer knows the generated token, so no peer can connect. Set LIAISON_TOKEN for this process, or read the token with --ready json, or use --no-token.")]
    public static partial void TokenUnknown(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Stopping, because {Reason}.")]
    public static partial void Stopping(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Error, "Disposing objects of the hosted code failed.")]
    public static partial void DisposeFailed(ILogger logger, Exception failure);
}
