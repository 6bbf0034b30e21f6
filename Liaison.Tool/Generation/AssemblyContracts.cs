using Liaison.Companions;
using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>The contracts in an assembly.</summary>
internal static class AssemblyContracts
{
    /// <summary>Describes the public contracts of an assembly, with the texts of its XML documentation.</summary>
    /// <exception cref="ToolException">The assembly cannot be loaded, or has no contracts.</exception>
    public static ApiDescription Describe(string path)
    {
        var loaded = new LoadedAssemblies();
        loaded.Load(path, "--from");
        var assembly = loaded.All[0];
        var contracts = assembly.GetExportedTypes()
            .Where(type => type.IsInterface && type.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == "CommandContractAttribute"))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .ToList();
        if (contracts.Count == 0)
        {
            throw ToolException.Usage($"--from {path}: no public interface in it is marked [CommandContract]. Mark one, or start the host and give its address.");
        }

        var name = assembly.GetName();
        try
        {
            return ContractDescription.Describe(name.Name!, name.Version?.ToString(3) ?? "0.0.0", contracts, documentation: XmlDocumentation.Beside(path));
        }
        catch (ArgumentException problem)
        {
            throw new ToolException(ExitCodes.Failed, $"--from {path}: {problem.Message}", problem);
        }
    }
}
