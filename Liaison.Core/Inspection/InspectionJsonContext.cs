using System.Text.Json.Serialization;

namespace Liaison.Inspection;

/// <summary>What the console is told, written without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HostState))]
[JsonSerializable(typeof(TrafficBatch))]
[JsonSerializable(typeof(TrafficBatch.Message))]
internal sealed partial class InspectionJsonContext : JsonSerializerContext;
