using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Sessions.Events;

/// <summary>How the needs of hosts are written and read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HostNeeds))]
internal sealed partial class HostNeedsContext : JsonSerializerContext
{
    public static RawJson Write(HostNeeds needs) => new(JsonSerializer.SerializeToUtf8Bytes(needs, Default.HostNeeds));

    /// <summary>Null where this is something else.</summary>
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
