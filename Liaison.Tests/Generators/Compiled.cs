extern alias generators;

using System.Collections.Immutable;
using generators::Liaison.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Tests.Generators;

/// <summary>Source text that is compiled as a user's project is, with the generators.</summary>
internal static class Compiled
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Liaison.Commands;
        global using Liaison.Contracts;
        global using Liaison.Messages;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Append(typeof(Liaison.Commands.CommandAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A project of some files.</summary>
    public static CSharpCompilation Project(params string[] sources) => CSharpCompilation.Create(
        "Sample",
        sources.Prepend(Usings).Select((text, number) => CSharpSyntaxTree.ParseText(text, path: $"{number}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The generators over files beside the source text.</summary>
    public static GeneratorDriver Driver(params AdditionalText[] files) => CSharpGeneratorDriver.Create(
        [new CommandGenerator().AsSourceGenerator(), new ContractGenerator().AsSourceGenerator(), new SpecificationGenerator().AsSourceGenerator()],
        files,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
