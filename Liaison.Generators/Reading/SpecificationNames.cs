namespace Liaison.Generators;

/// <summary>Converts names of a specification to names of C# and to error codes.</summary>
internal static class SpecificationNames
{
    /// <summary>Returns <c>GetStudent</c> for <c>get_student</c>. Each part of a namespace is converted.</summary>
    public static string Pascal(string name) => string.Join(".", name.Split('.').Select(part => string.Concat(part.Split('_').Where(word => word.Length > 0).Select(Upper))));

    /// <summary>Returns <c>firstName</c> for <c>first_name</c>.</summary>
    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        return Symbols.Escape(char.ToLowerInvariant(pascal[0]) + pascal.Substring(1));
    }

    /// <summary>Returns the name of a property. It must differ from the name of its type.</summary>
    public static string Property(string name, string type) => Pascal(name) == type ? type + "_" : Pascal(name);

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}
