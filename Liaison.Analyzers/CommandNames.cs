using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>The names of commands, as the library forms them.</summary>
internal static class CommandNames
{
    private const string Suffix = "Async";

    /// <summary>Returns the name of a command.</summary>
    /// <param name="method">The method.</param>
    /// <param name="command">The command attribute of the method, or null.</param>
    public static string Of(IMethodSymbol method, AttributeData? command) => TextOf(command) ?? Shorten(method.Name);

    /// <summary>Returns the prefix of the commands of a contract.</summary>
    public static string PrefixOf(AttributeData contract) => TextOf(contract) ?? "";

    private static string? TextOf(AttributeData? attribute) => attribute?.ConstructorArguments is { Length: > 0 } values ? values[0].Value as string : null;

    private static string Shorten(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name.Substring(0, name.Length - Suffix.Length) : name;
}
