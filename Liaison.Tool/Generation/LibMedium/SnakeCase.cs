namespace Liaison.Tool;

/// <summary>Names in the style of error codes.</summary>
internal static class SnakeCase
{
    /// <summary><c>student_not_found</c> for <c>StudentNotFound</c>.</summary>
    public static string Of(string name) => Words.Kebab(name).Replace('-', '_');
}
