using Liaison.Descriptions;

namespace Liaison.Companions;

/// <summary>Describes companions to tools.</summary>
public static class CompanionDescription
{
    /// <summary>What peers can call: what the command <c>discover</c> tells. Called after <see cref="Companion"/> was set up.</summary>
    public static ApiDescription Describe(this Companion companion)
    {
        ArgumentNullException.ThrowIfNull(companion);
        var type = companion.GetType();
        var version = type.Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        return CommandDescriber.Describe(type.Name, version, companion.Commands, companion.Contracts.Select(served => served.Contract), companion.Json);
    }
}
