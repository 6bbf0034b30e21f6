using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Companions;

/// <summary>Writes the results of the built-in commands without reflection.</summary>
/// <remarks>The commands return arrays: a source-generated context cannot name the runtime type of `[..]` as an interface.</remarks>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TryResult))]
[JsonSerializable(typeof(IntrospectionCommands.NameInfo[]))]
[JsonSerializable(typeof(IntrospectionCommands.CommandInfo[]))]
[JsonSerializable(typeof(TargetCommands.MemberInfoEntry[]))]
[JsonSerializable(typeof(StatisticsInfo))]
internal sealed partial class CompanionJsonContext : JsonSerializerContext;
