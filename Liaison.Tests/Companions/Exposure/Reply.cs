using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Companions;

namespace Liaison.Tests.Companions.Exposure;

/// <summary>What a peer gets for a message.</summary>
/// <param name="Response">The value; null where there is an error.</param>
/// <param name="Code">The error's code; null where there is none.</param>
/// <param name="Message">The error's text.</param>
internal sealed record Reply(JsonNode? Response, string? Code, string Message)
{
    /// <summary>Sends a command as a peer does.</summary>
    public static async Task<Reply> To(Companion companion, string command, params object?[] arguments)
    {
        var message = JsonSerializer.Serialize(new { command = new { command, args = arguments }, id = 1 });
        var reply = JsonNode.Parse(await companion.ExecuteAsync(message))!;
        return new Reply(reply["response"], (string?)reply["code"], (string?)reply["message"] ?? "");
    }

    public override string ToString() => Code is null ? $"response {Response?.ToJsonString() ?? "null"}" : $"{Code}: {Message}";
}
