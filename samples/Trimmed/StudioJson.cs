using System.Text.Json.Serialization;

namespace Trimmed;

/// <summary>What the application's own commands take and give; Liaison brings what its own do.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Trial))]
[JsonSerializable(typeof(Run))]
internal sealed partial class StudioJson : JsonSerializerContext;
