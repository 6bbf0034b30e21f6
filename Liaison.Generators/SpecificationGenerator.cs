using Liaison.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Liaison.Generators;

/// <summary>
/// Generates the models, exceptions and contract of each LibMedium specification in the project, and the code for the contract.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SpecificationGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads each file. Tests inspect it.</summary>
    public const string FilesStep = "Specifications";

    private const string Extension = ".lmspc";
    private const string NamespaceMetadata = "build_metadata.AdditionalFiles.LiaisonNamespace";

    /// <summary>The diagnostic for a problem in a specification.</summary>
    public static readonly DiagnosticDescriptor Problem = new(
        "LSN012",
        "The specification cannot be read",
        "{0}",
        "Liaison",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LSN012.md");

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => new SpecificationFile(
                pair.Left.Path,
                pair.Left.GetText(cancellation)?.ToString() ?? "",
                pair.Right.GetOptions(pair.Left).TryGetValue(NamespaceMetadata, out var ns) ? ns : ""))
            .WithTrackingName(FilesStep);
        context.RegisterSourceOutput(files, static (output, file) => Generate(output, file));
    }

    private static void Generate(SourceProductionContext output, SpecificationFile file)
    {
        var parsed = SpecificationParser.Parse(file.Text);
        foreach (var problem in parsed.Problems)
        {
            output.ReportDiagnostic(Diagnostic.Create(Problem, LocationOf(problem, file), problem.Message));
        }

        if (parsed.Specification is not { } specification)
        {
            return;
        }

        var ns = file.Namespace.Length > 0 ? file.Namespace : SpecificationNames.Pascal(specification.Namespace);
        var name = $"{ns}.I{specification.ClassName}";
        output.AddSource($"{name}.g.cs", SpecificationWriter.Write(specification, ns, Path.GetFileName(file.Path)));
        output.AddSource($"{name}.Contract.g.cs", ContractWriter.Write(SpecificationContract.Of(specification, ns, name)));
    }

    private static Location LocationOf(SpecificationProblem problem, SpecificationFile file)
    {
        var place = new LinePosition(problem.Position.Line - 1, problem.Position.Column - 1);
        return Location.Create(file.Path, default, new LinePositionSpan(place, place));
    }
}
