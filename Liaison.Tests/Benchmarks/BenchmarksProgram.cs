using System.Reflection;
using Liaison.Tests.Tool;

namespace Liaison.Tests.Benchmarks;

/// <summary>Liaison.Benchmarks as a program, from where it is built.</summary>
internal static class BenchmarksProgram
{
    private static readonly string Program = Path.Combine(
        typeof(BenchmarksProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "BenchmarksFolder").Value!,
        "Liaison.Benchmarks.dll");

    public static async Task<ToolResult> RunAsync(string[] args, CancellationToken token)
    {
        await using var program = ToolProcess.StartProgram(ToolProcess.Dotnet, ["exec", Program, .. args]);
        return await program.EndAsync(token);
    }
}
