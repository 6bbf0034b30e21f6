using Liaison.Protocols;
using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Generators;

/// <summary>Converts names of a specification, which are letters, digits and underscores, to names of C#.</summary>
internal static class SpecificationNames
{
    // A record has these members already, or cannot have them.
    private static readonly HashSet<string> OfRecords =
    [
        "Clone", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString",
    ];

    /// <summary>Returns <c>GetStudent</c> for <c>get_student</c>. Each part of a namespace is converted.</summary>
    public static string Pascal(string name) => string.Join(".", name.Split('.').Select(part => Started(Words(part))));

    /// <summary>Returns <c>firstName</c> for <c>first_name</c>.</summary>
    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        return Symbols.Escape(char.ToLowerInvariant(pascal[0]) + pascal.Substring(1));
    }

    /// <summary>Returns the name of a model or an exception, which is kept as far as C# allows it.</summary>
    public static string Type(string name) => SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? Symbols.Escape(name) : "@" + name;

    /// <summary>Returns the name of a record's property. It must differ from the record's name and its other members.</summary>
    public static string Property(string name, string record) => Pascal(name) is var pascal && (pascal == record || OfRecords.Contains(pascal)) ? pascal + "_" : pascal;

    /// <summary>Returns the property's name in JSON; null if it is the usual one.</summary>
    public static string? Json(string name, string record) => Property(name, record) == Words(name) ? null : JsonOf(Words(name));

    /// <summary>Returns the name of the parameter for the token, which no other parameter of the method has.</summary>
    public static string Token(DeclaredMethod method)
    {
        var name = "cancellationToken";
        while (method.Parameters.Any(parameter => Camel(parameter.Name) == name))
        {
            name += "_";
        }

        return name;
    }

    // A name that consists only of underscores stays unchanged.
    private static string Words(string name) => string.Concat(name.Split('_').Where(word => word.Length > 0).Select(Upper)) is { Length: > 0 } words ? words : name;

    private static string Started(string name) => char.IsDigit(name[0]) ? "_" + name : name;

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);

    // As the naming policy of JSON does, which is camelCase.
    private static string JsonOf(string pascal)
    {
        var letters = pascal.ToCharArray();
        for (var i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]))
            {
                break;
            }

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }
}
