namespace Liaison.Generators;

/// <summary>Names of a specification in the styles of C# and of error codes.</summary>
internal static class SpecificationNames
{
    /// <summary><c>GetStudent</c> for <c>get_student</c>; of a namespace, each of its parts.</summary>
    public static string Pascal(string name) => string.Join(".", name.Split('.').Select(part => string.Concat(part.Split('_').Where(word => word.Length > 0).Select(Upper))));

    /// <summary><c>firstName</c> for <c>first_name</c>.</summary>
    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        return Symbols.Escape(char.ToLowerInvariant(pascal[0]) + pascal.Substring(1));
    }

    /// <summary>A property's name in a type, which may not be that of the type.</summary>
    public static string Property(string name, string type) => Pascal(name) == type ? type + "_" : Pascal(name);

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}
