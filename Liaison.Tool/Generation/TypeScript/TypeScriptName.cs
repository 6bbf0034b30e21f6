using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Tool;

/// <summary>Converts names to names of TypeScript.</summary>
internal static class TypeScriptName
{
    private static readonly HashSet<string> Reserved =
    [
        "any", "arguments", "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
        "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let",
        "new", "null", "package", "private", "protected", "public", "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof",
        "undefined", "var", "void", "while", "with", "yield",

        // Names that the generated methods use.
        "options", "kwargs",
    ];

    // Members of every object, and "then", which would make a client awaitable.
    private static readonly HashSet<string> TakenMembers = ["constructor", "then", "toString", "valueOf", "hasOwnProperty"];

    private static readonly HashSet<string> TakenTypes =
    [
        "Array", "Boolean", "Date", "Error", "Function", "Map", "Number", "Object", "Promise", "Record", "Set", "String", "Symbol", "Uint8Array",
        "AsyncIterable", "CallOptions", "Caller", "Contract", "ContractLink", "DeclaredError", "InvokeOptions", "SubscribeOptions",
    ];

    /// <summary>Returns the name of a parameter.</summary>
    public static string Parameter(string name) => Words.Camel(name) is var camel && Reserved.Contains(camel) ? camel + "_" : Words.Camel(name);

    /// <summary>Returns the name of a method.</summary>
    public static string Method(string name) => Words.Camel(name) is var camel && TakenMembers.Contains(camel) ? camel + "_" : Words.Camel(name);

    /// <summary>Returns the name of a type.</summary>
    public static string Type(string name) => TakenTypes.Contains(name) || Reserved.Contains(name) ? name + "_" : name;

    /// <summary>Returns a member name of an object or an interface, as prettier writes it: in quotes only if needed.</summary>
    public static string Key(string name) => IsIdentifier(name) ? name : Quote(name);

    /// <summary>Whether the name needs no quotes.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$');

    /// <summary>Returns a string literal, in the quotes that need the fewest escapes, as prettier does.</summary>
    public static string Quote(string text)
    {
        var json = $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
        return text.Count(character => character == '"') > text.Count(character => character == '\'')
            ? $"'{json[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"
            : json;
    }
}
