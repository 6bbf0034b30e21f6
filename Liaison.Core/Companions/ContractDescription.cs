using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Liaison.Descriptions;

namespace Liaison.Companions;

/// <summary>Describes contracts to tools, without an implementation.</summary>
public static class ContractDescription
{
    /// <summary>Describes interfaces that are marked <c>[CommandContract]</c>.</summary>
    /// <param name="title">The title of the description.</param>
    /// <param name="version">Its version.</param>
    /// <param name="contracts">The interfaces.</param>
    /// <param name="json">How values are read and written; null uses the defaults of a <see cref="Companion"/>.</param>
    /// <param name="documentation">The texts for types and members; null uses their attributes.</param>
    /// <exception cref="ArgumentException">An interface is not a contract, or one of its members cannot be a command.</exception>
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
