using System.Text.Json;

namespace Liaison.Tool.Replay;

/// <summary>Reads one line of a recording.</summary>
internal sealed class RecordingLineReader(string path, int line, JsonElement json)
{
    /// <exception cref="ToolException">The line is not the head of a recording with that version.</exception>
    public void RequireHead(string name, int version)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value))
        {
            throw Wrong($"this is not a recording. The first line of a recording is {{\"{name}\": {version}}}.");
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var found) || found != version)
        {
            throw Wrong($"the recording has the version {value.GetRawText()}, and this tool reads version {version}.");
        }
    }

    /// <exception cref="ToolException">The line is not a frame.</exception>
    public RecordedFrame Frame()
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("a line of a recording is a JSON object.");
        }

        var direction = Text("direction");
        if (direction is not ("in" or "out"))
        {
            throw Wrong($"direction is '{direction}', and has to be 'in' (sent by the peer) or 'out' (sent by the host).");
        }

        var connection = 1;
        if (json.TryGetProperty("connection", out var number) && (number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out connection)))
        {
            throw Wrong("connection has to be a whole number.");
        }

        var text = Text("text");
        var isWhole = !json.TryGetProperty("cut_from_bytes", out _);
        var isIncoming = direction == "in";
        if (isIncoming && !isWhole)
        {
            throw Wrong("the request was not recorded completely, and cannot be sent. Record with a larger MaxTextBytes, or remove the line and its reply.");
        }

        if (isIncoming && json.TryGetProperty("attachments", out var attachments) && attachments is { ValueKind: JsonValueKind.Array } && attachments.GetArrayLength() > 0)
        {
            throw Wrong("the request had attachments, which are not recorded. Remove the line and its reply, or write the bytes as base64 and remove the attachments.");
        }

        return new RecordedFrame(line, connection, isIncoming, text, isWhole) { Json = isWhole ? RecordingFile.Parse(path, line, text, "its text is ") : default };
    }

    private string Text(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"{name} is missing, or is not a string.");

    private ToolException Wrong(string problem) => ToolException.Usage($"{path}, line {line}: {problem}");
}
