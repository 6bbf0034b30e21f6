using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Finds attributes and modifiers without the expected effect: LSN008, LSN010 and LSN011.</summary>
internal static class MarkCheck
{
    public static void CheckTopic(IMethodSymbol method, KnownSymbols known, Findings findings)
    {
        if (method.ContainingType.TypeKind != TypeKind.Interface && known.TopicOf(method) is not null)
        {
            findings.Add(Rules.TopicAstray, method, Wording.Of(method));
        }
    }

    public static void CheckAsyncVoid(IMethodSymbol method, Findings findings)
    {
        if (method is { IsAsync: true, ReturnsVoid: true })
        {
            findings.Add(Rules.AsyncVoid, method, Wording.Of(method));
        }
    }

    public static void CheckKeywords(IMethodSymbol method, KnownSymbols known, Findings findings)
    {
        foreach (var parameter in method.Parameters.Where(known.IsMarkedKeywords).Where(parameter => !known.CanCollectKeywords(parameter.Type)))
        {
            findings.Add(Rules.NoKeywords, parameter, parameter.Name, Wording.Of(method), Wording.One(parameter.Type));
        }
    }
}
