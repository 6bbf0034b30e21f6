namespace Liaison.Descriptions;

/// <summary>
/// Writes names in canonical signatures. A name of letters, digits, <c>_</c>, <c>$</c>, <c>-</c> and <c>.</c> is written as it is, any
/// other as a JSON string.
/// </summary>
internal static class SignatureName
{
    public static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or '.' or '-';

    public static string Write(string name) => name.Length > 0 && name.All(IsPlain) ? name : JsonText.Quote(name);
}
