using System.Text.Json.Serialization;

namespace Liaison.Inspection;

/// <summary>Serializes the messages for the console without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HostState))]
[JsonSerializable(typeof(TrafficBatch))]
[JsonSerializable(typeof(TrafficBatch.Message))]
internal sealed partial class InspectionJsonContext : JsonSerializerContext;
