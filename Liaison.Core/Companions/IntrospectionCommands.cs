using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Liaison.Commands;
using Liaison.Companions.Binding;
using Liaison.Companions.Exposure;
using Liaison.Descriptions;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>
/// The commands that describe the companion: <c>names</c>, <c>commands</c>, <c>discover</c>, <c>contract</c> and <c>stats</c> (WIRE,
/// section 1).
/// </summary>
internal sealed class IntrospectionCommands(Companion companion)
{
    private const int MaxSummary = 120;

    [Command("names", Concurrent = true, Summary = "Lists the names in the namespace.")]
    public NameInfo[] Names() => [.. companion.Namespace.Snapshot().Select(entry => new NameInfo(entry.Key, TypeOf(entry.Value), Summarize(entry.Value)))];

    [Command("commands", Concurrent = true, Summary = "Lists every command with its parameters.")]
    public CommandInfo[] Commands() => [.. companion.Commands.All.Select(Describe)];

    [Command("discover", Concurrent = true, Summary = "Describes every command as a document of OpenRPC 1.3.")]
    public RawJson Discover() => new(OpenRpcDocument.Write(companion.Describe()));

    [Command("contract", Concurrent = true, ResolveReferences = false, Summary = "Checks whether a typed client has the same commands and topics as this host.")]
    public bool Contract(string name, string hash, Dictionary<string, string> members)
    {
        if (name is null || members is null || members.ContainsValue(null!))
        {
            throw new CommandException(ErrorCode.BadArguments, "The name, the members or one of their signatures is null. Send those that the client was generated with.");
        }

        try
        {
            var differences = companion.Describe().Differences(members);
            return differences.Count == 0
                ? true
                : throw new CommandException(
                    ErrorCode.ContractMismatch,
                    $"The client has another contract {Expectation.Shorten(name)} than this host. Generate it again, or bring the host up to date:\n{string.Join('\n', differences)}");
        }
        catch (FormatException problem)
        {
            throw new CommandException(ErrorCode.BadArguments, $"{problem.Message} Send the members that the client was generated with.");
        }
    }

    [Command("stats", Concurrent = true, Summary = "Counts calls, failures, names, connections and bytes, and tells what runs, what the lanes do and what each session holds.")]
    public StatisticsInfo Stats(CommandContext context) => StatisticsInfo.Of(companion, context);

    private static string TypeOf(object? value) => value switch
    {
        null => "null",
        TypeTarget => "type",
        MethodTarget => "method",
        _ => TypeName.Full(value.GetType()),
    };

    private static string Summarize(object? value)
    {
        var text = value is null ? "null" : ValueWriter.Describe(value);
        return text.Length <= MaxSummary ? text : text[..MaxSummary] + "...";
    }

    private CommandInfo Describe(CommandDescriptor command) => new(
        command.Name,
        command.Summary,
        command.Signature,
        command.IsConcurrent,
        command.RequiresAuthentication,
        [.. command.Parameters.Select(parameter => new ParameterInfoEntry(
            parameter.Name, TypeName.Short(parameter.Type), !parameter.IsOptional, parameter.IsCollector, parameter.Default, SchemaOf(parameter.Type)))],
        TypeName.Short(command.ResultType),
        SchemaOf(command.ResultType));

    // A type that the serializer does not know has no schema. The command is listed nevertheless.
    private JsonNode? SchemaOf(Type type)
    {
        try
        {
            return type == typeof(void) ? null : companion.Json.GetJsonSchemaAsNode(type, ValueSchema.Options);
        }
        catch (Exception failure) when (failure is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    internal sealed record NameInfo(
        [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("summary")] string Summary);

    internal sealed record CommandInfo(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("summary")] string? Summary,
        [property: JsonPropertyName("signature")] string Signature,
        [property: JsonPropertyName("concurrent")] bool Concurrent,
        [property: JsonPropertyName("requiresAuthentication")] bool RequiresAuthentication,
        [property: JsonPropertyName("parameters")] IReadOnlyList<ParameterInfoEntry> Parameters,
        [property: JsonPropertyName("returns")] string Returns,
        [property: JsonPropertyName("schema")] JsonNode? Schema);

    internal sealed record ParameterInfoEntry(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("required")] bool Required,
        [property: JsonPropertyName("collects")] bool Collects,
        [property: JsonPropertyName("default")] object? Default,
        [property: JsonPropertyName("schema")] JsonNode? Schema);
}
