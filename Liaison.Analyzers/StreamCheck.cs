using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Finds streams that cannot be canceled (LSN006).</summary>
internal static class StreamCheck
{
    public static void Check(IMethodSymbol method, KnownSymbols known, Findings findings)
    {
        if (known.ResultOf(method.ReturnType).IsStream
            && !method.Parameters.Any(parameter => known.IsCancellationToken(parameter.Type) || known.IsCommandContext(parameter.Type))
            && !IsGiven(method))
        {
            findings.Add(Rules.NoToken, method, Wording.Of(method));
        }
    }

    // Another declaration sets the parameters of the method. The problem is reported there.
    private static bool IsGiven(IMethodSymbol method) =>
        method.IsOverride
        || !method.ExplicitInterfaceImplementations.IsEmpty
        || method.ContainingType.AllInterfaces
            .SelectMany(type => type.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
