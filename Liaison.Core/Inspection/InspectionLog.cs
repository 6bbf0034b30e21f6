using Microsoft.Extensions.Logging;

namespace Liaison.Inspection;

/// <summary>The log messages of the inspection.</summary>
internal static partial class InspectionLog
{
    [LoggerMessage(60, LogLevel.Warning, "The recording cannot be written, and ends here. Make room, or record to another place.")]
    public static partial void RecordingFailed(ILogger logger, Exception failure);
}
