using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Liaison.Generators;

/// <summary>Generates, for each contract, a proxy that calls the other end, and code that calls an implementation.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads each contract. Tests inspect it.</summary>
    public const string ContractsStep = "Contracts";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var contracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.Contract,
                static (node, _) => node is InterfaceDeclarationSyntax,
                static (found, _) => found.TargetSymbol is INamedTypeSymbol type ? ContractReader.Read(type) : null)
            .Where(static contract => contract is not null)
            .WithTrackingName(ContractsStep);
        context.RegisterSourceOutput(contracts, static (output, contract) => output.AddSource(contract!.FileName, ContractWriter.Write(contract)));
    }
}
