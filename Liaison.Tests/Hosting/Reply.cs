using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Tests.Hosting;

/// <summary>A reply of the liaison protocol, as a peer got it.</summary>
internal sealed class Reply
{
    public Reply(Frame frame)
    {
        Text = System.Text.Encoding.UTF8.GetString(frame.Bytes.Span);
        Json = JsonDocument.Parse(frame.Bytes, new JsonDocumentOptions { MaxDepth = 1_000 }).RootElement;
    }

    public string Text { get; }

    public JsonElement Json { get; }

    public bool IsError => Json.GetProperty("tag").GetString() == "error";

    /// <summary>The error's code; null of a response.</summary>
    public string? Code => IsError ? Json.GetProperty("code").GetString() : null;

    public string? Type => IsError ? Json.GetProperty("type").GetString() : null;

    public string? Message => IsError ? Json.GetProperty("message").GetString() : null;

    public JsonElement Response => Json.GetProperty("response");

    /// <summary>The echo, to the byte.</summary>
    public string Evt => Json.GetProperty("evt").GetRawText();

    /// <summary>The id that the echo has, as JSON; null where it has none.</summary>
    public string? Id => Json.GetProperty("evt").TryGetProperty("id", out var id) ? id.GetRawText() : null;

    public override string ToString() => Text.Length <= 500 ? Text : Text[..500] + "...";
}
