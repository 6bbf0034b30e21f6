using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes LibMedium specifications: one for each contract (WIRE, section 6).</summary>
internal static class LmspcGenerator
{
    /// <summary>Generates the files.</summary>
    /// <exception cref="ToolException">A specification cannot express something. The message lists all such problems.</exception>
    public static IReadOnlyList<GeneratedFile> Generate(ApiDescription api, string header)
    {
        var files = new List<GeneratedFile>();
        var problems = new List<string>();
        foreach (var contract in ContractParts.Of(api))
        {
            var name = Words.OfContract(contract.Name ?? Words.Pascal(api.Title));
            var writer = new LmspcWriter(api, contract, problems);
            files.Add(new GeneratedFile($"{Words.Kebab(name)}.lmspc", writer.Write(header, name)));
        }

        return problems.Count == 0
            ? [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)]
            : throw new ToolException(ExitCodes.Failed, $"A LibMedium specification cannot express the following. Remove it from the contract, or change its type:\n{string.Join('\n', problems.Distinct())}");
    }
}
