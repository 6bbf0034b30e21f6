namespace Liaison.Tool;

/// <summary>The names by which types are exposed: <c>Namespace.Outer.Inner</c>, without type parameters.</summary>
internal static class ExposedName
{
    public static string Of(Type type) => type.DeclaringType is { } outer ? Of(Of(outer), type.Name) : Of(type.Namespace ?? "", type.Name);

    /// <summary>Returns the name of a type that metadata calls <c>List`1</c>, in a namespace or inside another type.</summary>
    public static string Of(string scope, string name)
    {
        var plain = name.Split('`')[0];
        return scope == "" ? plain : $"{scope}.{plain}";
    }

    /// <summary>
    /// Normalizes other common spellings on a command line: <c>Outer+Inner</c>, <c>List&lt;T&gt;</c> and <c>List`1</c>.
    /// </summary>
    public static string Normalize(string text) => text.Split('<', '`')[0].Replace('+', '.');

    public static bool IsAtOrBelow(string name, string scope) =>
        name.StartsWith(scope, StringComparison.Ordinal) && (name.Length == scope.Length || scope == "" || name[scope.Length] == '.');
}
