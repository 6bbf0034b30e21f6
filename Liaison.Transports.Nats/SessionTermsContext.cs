using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Transports;

/// <summary>How terms are written and read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionTerms))]
internal sealed partial class SessionTermsContext : JsonSerializerContext
{
    public static byte[] Write(SessionTerms terms) => JsonSerializer.SerializeToUtf8Bytes(terms, Default.SessionTerms);

    /// <summary>Null where these are none, or of another version.</summary>
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
