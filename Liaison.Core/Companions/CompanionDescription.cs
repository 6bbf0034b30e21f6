using Liaison.Descriptions;

namespace Liaison.Companions;

/// <summary>Describes companions to tools.</summary>
public static class CompanionDescription
{
    /// <summary>Describes the commands and topics that peers can use, as the command <c>discover</c> returns them.</summary>
    /// <remarks>Call it after the <see cref="Companion"/> was set up.</remarks>
    public static ApiDescription Describe(this Companion companion)
    {
        ArgumentNullException.ThrowIfNull(companion);
        var type = companion.GetType();
        var version = type.Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        return CommandDescriber.Describe(type.Name, version, companion.Commands, companion.Contracts.Select(served => served.Contract), companion.Json);
    }
}
