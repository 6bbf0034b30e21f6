namespace Liaison.Descriptions;

/// <summary>Names in canonical signatures: as they are where they are letters, digits, <c>_</c>, <c>$</c>, <c>-</c> and <c>.</c> alone, else as JSON strings.</summary>
internal static class SignatureName
{
    public static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or '.' or '-';

    public static string Write(string name) => name.Length > 0 && name.All(IsPlain) ? name : JsonText.Quote(name);
}
