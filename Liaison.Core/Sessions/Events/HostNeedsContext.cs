using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Sessions.Events;

/// <summary>Writes and reads the needs of hosts.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HostNeeds))]
internal sealed partial class HostNeedsContext : JsonSerializerContext
{
    public static RawJson Write(HostNeeds needs) => new(JsonSerializer.SerializeToUtf8Bytes(needs, Default.HostNeeds));

    /// <summary>Reads the needs of a host; null if the value is something else.</summary>
    public static HostNeeds? TryRead(RawJson json)
    {
        try
        {
            return JsonSerializer.Deserialize(json.Utf8.Span, Default.HostNeeds) is { Host: not null, Offers: not null, Wishes: not null } needs ? needs : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
