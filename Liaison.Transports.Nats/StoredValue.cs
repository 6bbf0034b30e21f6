using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>The value of an event as NATS brings it. Whoever may publish there may publish anything, so it is looked at.</summary>
internal static class StoredValue
{
    /// <summary>Null where it is not JSON.</summary>
    public static RawJson? TryRead(byte[]? bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            reader.Skip();
            return reader.Read() ? null : new RawJson(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
