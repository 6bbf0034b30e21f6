using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Liaison.Generators;

/// <summary>Generates code for each class with commands. The code reads the arguments and calls the commands.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CommandGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads each method. Tests inspect it.</summary>
    public const string MethodsStep = "CommandMethods";

    /// <summary>The step that returns each class with its commands. Tests inspect it.</summary>
    public const string ClassesStep = "CommandClasses";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.Command, static (node, _) => node is MethodDeclarationSyntax, static (found, _) => Read(found))
            .Where(static method => method is not null)
            .WithTrackingName(MethodsStep);
        var classes = methods.Collect().SelectMany(static (methods, _) => Group(methods)).WithTrackingName(ClassesStep);
        context.RegisterSourceOutput(classes, static (output, commands) => output.AddSource(commands.FileName, CommandClassWriter.Write(commands)));
    }

    private static CommandClass? Read(GeneratorAttributeSyntaxContext found)
    {
        if (found.TargetSymbol is not IMethodSymbol { DeclaredAccessibility: Accessibility.Public, ContainingType: { TypeKind: TypeKind.Class } type } method
            || !type.IsReachable()
            || MethodReader.Read(method) is not { } read)
        {
            return null;
        }

        return new CommandClass(type.Full(), type.FileName(), ImmutableArray.Create(read).ToEquatable()) { Documentation = DocumentationReader.Read(type, [method]) };
    }

    private static IEnumerable<CommandClass> Group(ImmutableArray<CommandClass?> methods) =>
        from method in methods
        group method by (method.Type, method.FileName)
        into type
        select new CommandClass(type.Key.Type, type.Key.FileName, type.SelectMany(method => method.Methods).Distinct().ToEquatable())
        {
            Documentation = type.SelectMany(method => method.Documentation)
                .GroupBy(documentation => documentation.Type)
                .Select(same => new TypeDocumentation(same.Key, same.SelectMany(documentation => documentation.Texts).Distinct().ToEquatable()))
                .ToEquatable(),
        };
}
