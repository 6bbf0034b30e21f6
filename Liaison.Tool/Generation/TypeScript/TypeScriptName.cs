using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Tool;

/// <summary>Names in TypeScript.</summary>
internal static class TypeScriptName
{
    private static readonly HashSet<string> Reserved =
    [
        "any", "arguments", "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
        "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let",
        "new", "null", "package", "private", "protected", "public", "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof",
        "undefined", "var", "void", "while", "with", "yield",

        // Those of the generated methods.
        "options", "kwargs",
    ];

    // What objects have, and what would make a client something to await.
    private static readonly HashSet<string> TakenMembers = ["constructor", "then", "toString", "valueOf", "hasOwnProperty"];

    private static readonly HashSet<string> TakenTypes =
    [
        "Array", "Boolean", "Date", "Error", "Function", "Map", "Number", "Object", "Promise", "Record", "Set", "String", "Symbol", "Uint8Array",
        "AsyncIterable", "CallOptions", "Caller", "Contract", "ContractLink", "DeclaredError", "SubscribeOptions",
    ];

    /// <summary>The name of a parameter.</summary>
    public static string Parameter(string name) => Words.Camel(name) is var camel && Reserved.Contains(camel) ? camel + "_" : Words.Camel(name);

    /// <summary>The name of a method.</summary>
    public static string Method(string name) => Words.Camel(name) is var camel && TakenMembers.Contains(camel) ? camel + "_" : Words.Camel(name);

    /// <summary>The name of a type.</summary>
    public static string Type(string name) => TakenTypes.Contains(name) || Reserved.Contains(name) ? name + "_" : name;

    /// <summary>A member of an object or an interface as prettier writes it: with quotes where it needs them.</summary>
    public static string Key(string name) => IsIdentifier(name) ? name : Quote(name);

    /// <summary>Whether the name can stand without quotes.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$');

    /// <summary>A string literal, in the quotes that need the fewest escapes, as prettier chooses.</summary>
    public static string Quote(string text)
    {
        var json = $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
        return text.Count(character => character == '"') > text.Count(character => character == '\'')
            ? $"'{json[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"
            : json;
    }
}
