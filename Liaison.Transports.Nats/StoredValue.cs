using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>The value of an event as NATS delivers it. It is checked, because other publishers can publish anything there.</summary>
internal static class StoredValue
{
    /// <summary>Returns the value, or null if it is not JSON.</summary>
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
