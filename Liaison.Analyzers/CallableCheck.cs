using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Finds commands that cannot be called (LSN001). The reasons are those of <c>CommandTable.AddFrom</c>.</summary>
internal static class CallableCheck
{
    private const string Values = "Take an array, a list or a number";

    public static void Check(IMethodSymbol method, Findings findings)
    {
        if (Problem(method) is { } problem)
        {
            findings.Add(Rules.NotCallable, problem.At, Wording.Of(method), problem.Reason, problem.Fix);
        }
    }

    private static (ISymbol At, string Reason, string Fix)? Problem(IMethodSymbol method)
    {
        if (method.RefKind != RefKind.None || method.ReturnType is { IsRefLikeType: true } or IPointerTypeSymbol)
        {
            return (method, "what it returns cannot leave the stack", "Return a value, an array or a list");
        }

        foreach (var parameter in method.Parameters)
        {
            if (Problem(parameter) is var (reason, fix))
            {
                return (parameter, $"its parameter '{parameter.Name}' {reason}", fix);
            }
        }

        return method.IsGenericMethod ? (method, "it is generic", "Write its types out, or take an object") : null;
    }

    private static (string Reason, string Fix)? Problem(IParameterSymbol parameter) => parameter switch
    {
        { RefKind: not RefKind.None } => ("is passed by reference (ref, out or in)", "Take it by value, and return what changes"),
        { Type: IPointerTypeSymbol or IFunctionPointerTypeSymbol } => ("is a pointer", Values),
        { Type: { IsRefLikeType: true } type } => ($"is {Wording.One(type)}, which cannot leave the stack", Values),
        _ => null,
    };
}
