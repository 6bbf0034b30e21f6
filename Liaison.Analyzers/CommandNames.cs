using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>The names of commands, as the library gives them.</summary>
internal static class CommandNames
{
    private const string Suffix = "Async";

    /// <summary>The name of a command.</summary>
    /// <param name="method">The method.</param>
    /// <param name="command">How it is marked; null where it is not.</param>
    public static string Of(IMethodSymbol method, AttributeData? command) => TextOf(command) ?? Shorten(method.Name);

    /// <summary>What the names of a contract's commands begin with.</summary>
    public static string PrefixOf(AttributeData contract) => TextOf(contract) ?? "";

    private static string? TextOf(AttributeData? attribute) => attribute?.ConstructorArguments is { Length: > 0 } values ? values[0].Value as string : null;

    private static string Shorten(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name.Substring(0, name.Length - Suffix.Length) : name;
}
