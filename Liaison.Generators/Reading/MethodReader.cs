using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Generators;

/// <summary>Reads the methods that can be called as commands.</summary>
internal static class MethodReader
{
    /// <summary>Returns the method, or null if no message can call it. The analyzers report the reason.</summary>
    public static MethodModel? Read(IMethodSymbol method)
    {
        if (method.IsGenericMethod || method.ReturnsByRef || method.ReturnsByRefReadonly || !CanHold(method.ReturnType)
            || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || !CanHold(parameter.Type)))
        {
            return null;
        }

        return new MethodModel(method.ContainingType.Full(), method.Name, method.Parameters.Select(Read).ToEquatable())
        {
            ErrorMembers = ErrorReader.MembersOf(method).ToEquatable(),
            IsStatic = method.IsStatic,
            IsVoid = method.ReturnsVoid,
        };
    }

    /// <summary>Returns one parameter.</summary>
    public static ParameterModel Read(IParameterSymbol parameter)
    {
        var role = RoleOf(parameter);
        return new ParameterModel(Symbols.Escape(parameter.Name), parameter.Type.Full(), role)
        {
            ElementType = role switch
            {
                ParameterRole.Params => ((IArrayTypeSymbol)parameter.Type).ElementType.Full(),
                ParameterRole.Keywords => ((INamedTypeSymbol)parameter.Type).TypeArguments[1].Full(),
                ParameterRole.Progress => ((INamedTypeSymbol)parameter.Type).TypeArguments[0].Full(),
                _ => null,
            },
            Default = parameter.HasExplicitDefaultValue ? DefaultOf(parameter) : null,
        };
    }

    private static bool CanHold(ITypeSymbol type) => type is not (IPointerTypeSymbol or IFunctionPointerTypeSymbol) && !type.IsRefLikeType;

    private static ParameterRole RoleOf(IParameterSymbol parameter) => parameter.Type.Plain() switch
    {
        KnownTypes.Token => ParameterRole.Token,
        KnownTypes.Context => ParameterRole.Context,
        KnownTypes.Progress => ParameterRole.Progress,
        KnownTypes.Arguments => ParameterRole.Rest,
        _ when parameter.Attribute(KnownTypes.Keywords) is not null && IsKeywords(parameter.Type) => ParameterRole.Keywords,
        _ when parameter is { IsParams: true, Type: IArrayTypeSymbol { Rank: 1 } } => ParameterRole.Params,
        _ => ParameterRole.Bound,
    };

    private static bool IsKeywords(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments: { Length: 2 } arguments } && arguments[0].SpecialType == SpecialType.System_String
        && type.Plain() is "System.Collections.Generic.Dictionary<TKey, TValue>" or "System.Collections.Generic.IDictionary<TKey, TValue>"
            or "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>";

    private static string DefaultOf(IParameterSymbol parameter)
    {
        var type = parameter.Type.Full();
        return parameter.ExplicitDefaultValue switch
        {
            null => $"default({type})",
            string text => SymbolDisplay.FormatLiteral(text, quote: true),
            char one => SymbolDisplay.FormatLiteral(one, quote: true),
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            var value => $"({type})({SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)}{(value is decimal ? "m" : value is float ? "f" : "")})",
        };
    }
}
