namespace Liaison.Tool;

/// <summary>Converts names to names of C#.</summary>
internal static class CSharpName
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in",
        "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
        "protected", "public", "readonly", "record", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this",
        "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    /// <summary>Returns the name of a parameter.</summary>
    public static string Parameter(string name) => Words.Camel(name) is var camel && Keywords.Contains(camel) ? "@" + camel : Words.Camel(name);

    /// <summary>Returns the name of a property. It must differ from the name of its type.</summary>
    public static string Property(string name, string type) => Words.Pascal(name) is var pascal && pascal == type ? pascal + "_" : Words.Pascal(name);

    /// <summary>Returns the name of the method for a command: its own name if that is known.</summary>
    public static string Method(string name, string? member) => member ?? Words.Pascal(name) + "Async";
}
