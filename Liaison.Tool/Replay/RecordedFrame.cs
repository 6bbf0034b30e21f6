using System.Text.Json;

namespace Liaison.Tool.Replay;

/// <summary>One line of a recording.</summary>
/// <param name="Line">Its number in the file, from 1 on.</param>
/// <param name="Connection">The number of the connection.</param>
/// <param name="IsIncoming">Whether the peer sent it; else the host did.</param>
/// <param name="Text">The frame's text; empty where it was binary.</param>
/// <param name="IsWhole">Whether the text is all that the frame held.</param>
internal sealed record RecordedFrame(int Line, int Connection, bool IsIncoming, string Text, bool IsWhole)
{
    /// <summary>The text, read; default where it is not whole.</summary>
    public JsonElement Json { get; init; }
}
