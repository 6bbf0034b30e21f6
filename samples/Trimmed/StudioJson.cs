using System.Text.Json.Serialization;

namespace Trimmed;

/// <summary>The types of the application's own commands. Liaison adds the types of its commands.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Trial))]
[JsonSerializable(typeof(Run))]
internal sealed partial class StudioJson : JsonSerializerContext;
