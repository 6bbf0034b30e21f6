using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes typed clients in TypeScript: a file for each contract, and the common file <c>liaison.ts</c>.</summary>
internal static class TypeScriptGenerator
{
    private const string Shared = "models";

    /// <summary>Generates the files.</summary>
    /// <param name="api">The description.</param>
    /// <param name="header">The comment at the beginning of every file.</param>
    public static IReadOnlyList<GeneratedFile> Generate(ApiDescription api, string header)
    {
        var contracts = ContractParts.Of(api);
        var shared = new SharedParts(api, contracts);
        var names = new HashSet<string>(StringComparer.Ordinal) { "liaison", Shared };
        var files = new List<GeneratedFile> { TypeScriptRuntime.Create(header) };
        if (!shared.IsEmpty)
        {
            files.Add(new GeneratedFile($"{Shared}.ts", WriteShared(api, shared, header)));
        }

        foreach (var contract in contracts)
        {
            var name = Words.OfContract(contract.Name ?? api.Title);
            files.Add(new GeneratedFile(Words.Fresh(Words.Kebab(name), names) + ".ts", new TypeScriptContract(api, contract, shared).Write(header, $"./{Shared}.js")));
        }

        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    private static string WriteShared(ApiDescription api, SharedParts shared, string header)
    {
        var text = new SourceText().Line(header);
        if (shared.Errors.Count > 0)
        {
            text.Line().Line($"import {{ DeclaredError }} from \"{TypeScriptRuntime.Module}\";");
        }

        var models = new TypeScriptModels(text);
        foreach (var model in api.Models.Where(model => shared.Models.Contains(model.Name)))
        {
            models.Write(model);
        }

        foreach (var error in api.Errors.Where(error => shared.Errors.Contains(error.Code)))
        {
            models.Write(error);
        }

        return text.ToString();
    }
}
