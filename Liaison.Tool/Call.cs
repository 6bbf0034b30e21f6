using System.Buffers;
using System.Text.Json;

namespace Liaison.Tool;

/// <summary>A command and its arguments.</summary>
internal sealed record Call(string Command, IReadOnlyList<JsonElement> Arguments, IReadOnlyDictionary<string, JsonElement> Keywords)
{
    // A connection of its own makes one call alone.
    private const int Id = 1;

    /// <summary>The request (WIRE, section 1), asking for a reply without an echo of all of it.</summary>
    public ReadOnlyMemory<byte> ToRequest()
    {
        var message = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(message);
        json.WriteStartObject();
        json.WriteStartObject("command"u8);
        json.WriteString("command"u8, Command);
        json.WriteStartArray("args"u8);
        foreach (var argument in Arguments)
        {
            argument.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteStartObject("kwargs"u8);
        foreach (var (name, value) in Keywords)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("id"u8, Id);
        json.WriteString("echo"u8, "id"u8);
        json.WriteEndObject();
        json.Flush();
        return message.WrittenMemory;
    }

    /// <summary>Whether the message replies to <see cref="ToRequest"/>: a host may send others before.</summary>
    public static bool IsReply(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
        && (message.TryGetProperty("response"u8, out _) || message.TryGetProperty("error"u8, out _))
        && message.TryGetProperty("evt"u8, out var request) && request.ValueKind == JsonValueKind.Object
        && request.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && number == Id;
}
