using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Transports;

/// <summary>Writes and reads the terms as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionTerms))]
internal sealed partial class SessionTermsContext : JsonSerializerContext
{
    public static byte[] Write(SessionTerms terms) => JsonSerializer.SerializeToUtf8Bytes(terms, Default.SessionTerms);

    /// <summary>Reads terms. Returns null if the JSON is not valid, or has another version.</summary>
    public static SessionTerms? Read(byte[]? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize(json, Default.SessionTerms) is { AreValid: true } terms ? terms : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
