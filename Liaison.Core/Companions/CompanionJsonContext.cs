using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Companions;

/// <summary>What the built-in commands give, written without reflection. They return arrays: the runtime type of `[..]` as an interface has no name.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TryResult))]
[JsonSerializable(typeof(IntrospectionCommands.NameInfo[]))]
[JsonSerializable(typeof(IntrospectionCommands.CommandInfo[]))]
[JsonSerializable(typeof(TargetCommands.MemberInfoEntry[]))]
[JsonSerializable(typeof(StatisticsInfo))]
internal sealed partial class CompanionJsonContext : JsonSerializerContext;
