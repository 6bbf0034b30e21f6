using System.Text.Json;
using System.Text.Json.Serialization;

namespace TypedTrimmed;

/// <summary>The types of the contract, for a serializer that may not reflect.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Take))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StudioJson : JsonSerializerContext;
