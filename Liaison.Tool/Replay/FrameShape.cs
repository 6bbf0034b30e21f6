using System.Text.Json;

namespace Liaison.Tool.Replay;

/// <summary>The role of a message, in any protocol that is written in JSON, and the call or topic that it belongs to.</summary>
/// <param name="Role">The role.</param>
/// <param name="Key">The id of the call, or the topic of the event.</param>
internal readonly record struct FrameShape(FrameRole Role, string Key)
{
    /// <summary>Returns the shape of a message.</summary>
    public static FrameShape Of(JsonElement message) => message.ValueKind switch
    {
        JsonValueKind.Array => OfBatch(message),
        not JsonValueKind.Object => new(FrameRole.Other, ""),
        _ when message.TryGetProperty("tag", out var tag) => OfTagged(message, tag.ToString()),
        _ when message.TryGetProperty("command", out _) => new(FrameRole.Request, Raw(message, "id")),
        _ when message.TryGetProperty("jsonrpc", out _) || message.TryGetProperty("wslink", out _) => OfCall(message),
        _ => new(FrameRole.Other, ""),
    };

    /// <summary>Returns a readable form.</summary>
    public override string ToString() => Role switch
    {
        FrameRole.Reply => $"the reply to the call {Key}",
        FrameRole.Report => $"a report or an item of the call {Key}",
        FrameRole.Event => $"the event {Key}",
        FrameRole.Request => $"the host's call {Key}",
        _ => "a message",
    };

    private static FrameShape OfTagged(JsonElement message, string tag) => tag switch
    {
        "response" or "error" => new(FrameRole.Reply, IdOf(message)),
        "progress" or "next" => new(FrameRole.Report, IdOf(message)),
        _ => new(FrameRole.Event, tag),
    };

    private static FrameShape OfCall(JsonElement message)
    {
        var id = Raw(message, "id");
        var method = message.TryGetProperty("method", out var name) ? name.ToString() : null;
        return id.StartsWith("\"publish:", StringComparison.Ordinal) ? new(FrameRole.Event, id)
            : method is null ? new(FrameRole.Reply, id)
            : id.Length > 0 ? new(FrameRole.Request, id)
            : new(method.StartsWith("$/", StringComparison.Ordinal) ? FrameRole.Report : FrameRole.Event, method);
    }

    private static FrameShape OfBatch(JsonElement messages)
    {
        FrameShape[] shapes = [.. messages.EnumerateArray().Select(Of)];
        var role = shapes.Length > 0 && shapes.All(shape => shape.Role == FrameRole.Reply) ? FrameRole.Reply : FrameRole.Request;
        return new(role, string.Join(' ', shapes.Select(shape => shape.Key).Order(StringComparer.Ordinal)));
    }

    // For a request without an id, the echo shows which request it was.
    private static string IdOf(JsonElement message) =>
        !message.TryGetProperty("evt", out var evt) ? ""
        : evt.ValueKind == JsonValueKind.Object && evt.TryGetProperty("id", out var id) ? id.GetRawText()
        : evt.GetRawText();

    private static string Raw(JsonElement message, string member) => message.TryGetProperty(member, out var value) ? value.GetRawText() : "";
}
