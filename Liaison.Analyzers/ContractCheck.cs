using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Finds members of contracts that are neither commands nor topics (LSN003), and inaccessible contracts (LSN009).</summary>
internal static class ContractCheck
{
    private const string Tasks = "Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>";

    /// <summary>Returns the members that callers see. These are checked.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol contract) =>
        contract.GetMembers().Where(member => member switch
        {
            // Members that only the contract itself can call are not checked.
            _ when member.DeclaredAccessibility != Accessibility.Public && !member.IsAbstract => false,
            IMethodSymbol method => method.MethodKind is MethodKind.Ordinary or MethodKind.UserDefinedOperator or MethodKind.Conversion,
            IPropertySymbol or IEventSymbol => true,
            _ => false,
        });

    public static void CheckMember(ISymbol member, KnownSymbols known, Findings findings)
    {
        if (Problem(member, known) is var (problem, fix))
        {
            findings.Add(Rules.NoCommand, member, Wording.Of(member), problem, fix);
        }
    }

    public static void CheckReach(INamedTypeSymbol contract, Findings findings)
    {
        for (var type = contract; type is not null; type = type.ContainingType)
        {
            var reach = type.IsFileLocal ? "local to its file"
                : type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal
                    ? SymbolEqualityComparer.Default.Equals(type, contract) ? Words(type) : $"in the {Words(type)} {Wording.Of((ITypeSymbol)type)}"
                : null;
            if (reach is not null)
            {
                findings.Add(Rules.HiddenContract, contract, Wording.Of((ITypeSymbol)contract), reach);
                return;
            }
        }
    }

    private static string Words(INamedTypeSymbol type) => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetText(type.DeclaredAccessibility);

    private static (string Problem, string Fix)? Problem(ISymbol member, KnownSymbols known)
    {
        if (member.IsStatic)
        {
            return ("is static", "Move it to a class");
        }

        if (member.DeclaredAccessibility != Accessibility.Public)
        {
            return ("is not public", "Make it public, or move it to another interface");
        }

        return member switch
        {
            IEventSymbol => ("is an event", "Make it a topic: [Topic(\"name\")] IAsyncEnumerable<T> Events(CancellationToken cancellationToken = default)"),
            IPropertySymbol { IsIndexer: true } => ("is an indexer", "Make it a method that returns Task<T>"),
            IPropertySymbol property when known.TopicOf(property) is not null => TopicProblem(property.Type, [], known),
            IPropertySymbol => ("is a property", "Make it a method that returns Task<T>"),
            IMethodSymbol { IsGenericMethod: true } => ("is generic", "Write its types out, or take an object"),
            IMethodSymbol method when known.TopicOf(method) is not null => TopicProblem(method.ReturnType, method.Parameters, known),
            IMethodSymbol method when !known.IsAsynchronous(method.ReturnType) =>
                (method.ReturnsVoid ? "returns nothing to wait for" : $"returns {Wording.One(method.ReturnType)}, which is not awaited", $"Return {Tasks}"),
            _ => null,
        };
    }

    private static (string Problem, string Fix)? TopicProblem(ITypeSymbol type, IEnumerable<IParameterSymbol> parameters, KnownSymbols known)
    {
        if (!known.IsAsyncEnumerable(type))
        {
            return ("is marked [Topic] and gives no IAsyncEnumerable<T>", "Return IAsyncEnumerable<T>, where T is one event, or remove [Topic]");
        }

        return parameters.FirstOrDefault(parameter => !known.IsCancellationToken(parameter.Type)) is { } parameter
            ? ($"is marked [Topic] and takes '{parameter.Name}', which nobody is sent", "Remove the parameter, or remove [Topic]")
            : null;
    }
}
