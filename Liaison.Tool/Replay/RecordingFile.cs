using System.Text.Json;

namespace Liaison.Tool.Replay;

/// <summary>Reads recordings (docs/protocols/recording.md).</summary>
internal static class RecordingFile
{
    private const string Head = "liaison_recording";
    private const int Version = 1;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1_000 };

    /// <summary>Returns all frames of a recording, in order.</summary>
    /// <exception cref="ToolException">
    /// The file cannot be read, or a line is not valid. The message contains the line's number.
    /// </exception>
    public static async Task<IReadOnlyList<RecordedFrame>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string[] lines;
        try
        {
            lines = await File.ReadAllLinesAsync(path, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ToolException.Usage($"'{path}' cannot be read: {problem.Message}", problem);
        }

        var frames = new List<RecordedFrame>();
        var hasHead = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            var line = new RecordingLineReader(path, i + 1, Parse(path, i + 1, lines[i]));
            if (hasHead)
            {
                frames.Add(line.Frame());
            }
            else
            {
                line.RequireHead(Head, Version);
                hasHead = true;
            }
        }

        return hasHead ? frames : throw ToolException.Usage($"'{path}' is empty. A recording's first line is {{\"{Head}\": {Version}}}.");
    }

    /// <summary>Parses the JSON of a line.</summary>
    /// <exception cref="ToolException">The text is not JSON.</exception>
    public static JsonElement Parse(string path, int line, string text, string what = "")
    {
        try
        {
            using var document = JsonDocument.Parse(text, Reading);
            return document.RootElement.Clone();
        }
        catch (JsonException problem)
        {
            throw ToolException.Usage($"{path}, line {line}: {what}no JSON. {problem.Message}", problem);
        }
    }
}
