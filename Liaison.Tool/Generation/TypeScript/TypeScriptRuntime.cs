namespace Liaison.Tool;

/// <summary>The common file of all generated clients: <c>liaison.ts</c>, a resource of the tool.</summary>
internal static class TypeScriptRuntime
{
    public const string Module = "./liaison.js";

    public static GeneratedFile Create(string header)
    {
        using var resource = typeof(TypeScriptRuntime).Assembly.GetManifestResourceStream("liaison.ts")!;
        using var reader = new StreamReader(resource);
        return new GeneratedFile("liaison.ts", $"{header}\n\n{reader.ReadToEnd().ReplaceLineEndings("\n")}");
    }
}
