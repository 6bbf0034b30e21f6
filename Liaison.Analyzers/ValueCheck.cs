using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Liaison.Analyzers;

/// <summary>Finds parameters and results whose types JSON cannot represent (LSN004).</summary>
internal static class ValueCheck
{
    /// <summary>Checks a command. Any program may call it.</summary>
    public static void CheckCommand(IMethodSymbol method, KnownSymbols known, JsonTypes types, Findings findings)
    {
        var resolves = known.CommandOf(method)?.NamedArguments.Any(argument => argument is { Key: "ResolveReferences", Value.Value: false }) != true;
        Check(method, known, types, findings, taken: resolves ? JsonUse.Read | JsonUse.Refer : JsonUse.Read, given: JsonUse.Write);
    }

    /// <summary>Checks a member of a contract. Its callers have the same types.</summary>
    public static void CheckMember(IMethodSymbol method, KnownSymbols known, JsonTypes types, Findings findings) =>
        Check(method, known, types, findings, taken: JsonUse.Both, given: JsonUse.Both);

    private static void Check(IMethodSymbol method, KnownSymbols known, JsonTypes types, Findings findings, JsonUse taken, JsonUse given)
    {
        foreach (var parameter in method.Parameters.Where(parameter => !known.IsSupplied(parameter.Type) && !IsRefused(parameter.RefKind, parameter.Type)))
        {
            if (IsStream(parameter.Type))
            {
                continue;
            }

            var reported = known.IsProgress(parameter.Type) ? ((INamedTypeSymbol)parameter.Type).TypeArguments[0] : null;
            if (types.Problem(reported ?? parameter.Type, reported is null ? taken : given) is { } problem)
            {
                Add(findings, parameter.Locations.FirstOrDefault(), $"The parameter '{parameter.Name}' of {Wording.Of(method)}", problem);
            }
        }

        if (!IsRefused(method.RefKind, method.ReturnType)
            && known.ResultOf(method.ReturnType).Type is { } result
            && !GivesStream(result)
            && types.Problem(result, given) is { } held)
        {
            Add(findings, LocationOfResult(method), $"The result of {Wording.Of(method)}", held);
        }
    }

    private static void Add(Findings findings, Location? at, string holder, JsonProblem problem) =>
        findings.Add(Rules.NoJson, at, holder, problem.Words, problem.Fix);

    // A stream as a whole result is sent in chunks. Inside of another value it cannot be sent.
    private static bool IsStream(ITypeSymbol type) =>
        type.ContainingType is null && $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}" is "System.IO.Stream" or "System.IO.Pipelines.PipeReader";

    private static bool GivesStream(ITypeSymbol? type)
    {
        while (type is not null && !IsStream(type))
        {
            type = type.BaseType;
        }

        return type is not null;
    }

    // LSN001 reports this already.
    private static bool IsRefused(RefKind kind, ITypeSymbol type) =>
        kind != RefKind.None || type.IsRefLikeType || type is IPointerTypeSymbol or IFunctionPointerTypeSymbol;

    private static Location? LocationOfResult(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax declaration
            ? declaration.ReturnType.GetLocation()
            : method.Locations.FirstOrDefault();
}
