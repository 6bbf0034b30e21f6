using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Liaison.Descriptions;

namespace Liaison.Companions;

/// <summary>Describes contracts to tools, without anything that implements them.</summary>
public static class ContractDescription
{
    /// <summary>Describes interfaces that are marked <c>[CommandContract]</c>.</summary>
    /// <param name="title">The name of the whole.</param>
    /// <param name="version">Its version.</param>
    /// <param name="contracts">The interfaces.</param>
    /// <param name="json">How values are read and written; null takes what a <see cref="Companion"/> does by itself.</param>
    /// <param name="documentation">What is said of them; null takes what their attributes say.</param>
    /// <exception cref="ArgumentException">An interface is no contract, or a member of it cannot be a command.</exception>
    [RequiresUnreferencedCode("Members that the application does not use itself may have been removed.")]
    public static ApiDescription Describe(
        string title, string version, IEnumerable<Type> contracts, JsonSerializerOptions? json = null, IDocumentation? documentation = null)
    {
        ArgumentNullException.ThrowIfNull(contracts);
        var options = new Companion(new CompanionOptions { Json = json }).Json;
        var describer = new ContractDescriber(options, documentation ?? BuiltDocumentation.Instance);
        foreach (var contract in contracts)
        {
            describer.Add(contract);
        }

        return describer.Describe(title, version);
    }
}
