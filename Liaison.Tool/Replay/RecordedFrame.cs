using System.Text.Json;

namespace Liaison.Tool.Replay;

/// <summary>One line of a recording.</summary>
/// <param name="Line">The number of the line in the file, from 1.</param>
/// <param name="Connection">The number of the connection.</param>
/// <param name="IsIncoming">Whether the peer sent the frame. Otherwise the host sent it.</param>
/// <param name="Text">The text of the frame; empty for a binary frame.</param>
/// <param name="IsWhole">Whether the text is the complete frame.</param>
internal sealed record RecordedFrame(int Line, int Connection, bool IsIncoming, string Text, bool IsWhole)
{
    /// <summary>The parsed text; default if it is not complete.</summary>
    public JsonElement Json { get; init; }
}
