using System.Text.Json;
using System.Text.Json.Serialization;

namespace TypedTrimmed;

/// <summary>The types of the contract, for a serializer without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Take))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StudioJson : JsonSerializerContext;
