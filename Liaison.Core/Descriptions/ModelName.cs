namespace Liaison.Descriptions;

/// <summary>
/// Makes the names of .NET types for descriptions. They have only letters and digits, so that every language can use them.
/// </summary>
internal static class ModelName
{
    /// <summary>A name for the type that is not taken yet.</summary>
    public static string Fresh(Type type, Func<string, bool> isTaken)
    {
        var name = Of(type);
        if (!isTaken(name))
        {
            return name;
        }

        var outer = type.DeclaringType is { } declaring ? Plain(declaring.Name) : Plain(type.Namespace?.Split('.')[^1] ?? "");
        var candidate = outer + name;
        for (var number = 2; isTaken(candidate); number++)
        {
            candidate = $"{outer}{name}{number}";
        }

        return candidate;
    }

    /// <summary><c>PageOfStudent</c> for <c>Page&lt;Student&gt;</c>.</summary>
    private static string Of(Type type) =>
        type.IsArray ? Of(type.GetElementType()!) + "Array"
        : type.IsGenericType ? $"{Plain(type.Name)}Of{string.Join("And", type.GetGenericArguments().Select(Of))}"
        : Plain(type.Name);

    private static string Plain(string name) => new([.. name.TakeWhile(character => character != '`').Where(character => char.IsLetterOrDigit(character) || character == '_')]);
}
