using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>The contracts in an assembly.</summary>
internal static class AssemblyContracts
{
    public static ApiDescription Describe(string path) => throw ToolException.Usage($"--from {path}");
}
