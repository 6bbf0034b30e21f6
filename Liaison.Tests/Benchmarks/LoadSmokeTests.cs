using System.Reflection;
using Liaison.Tests.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Benchmarks;

/// <summary>The load of Liaison.Benchmarks compares every answer with what it has to be, and fails at the first that is not. No speed is asserted.</summary>
internal sealed class LoadSmokeTests
{
    private static readonly string[] Transports = ["websocket", "unix", "pipe", "stdio"];

    private static string Program { get; } = Path.Combine(
        typeof(LoadSmokeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "BenchmarksFolder").Value!,
        "Liaison.Benchmarks.dll");

    [Test, CancelAfter(300_000)]
    public async Task Under_load_every_answer_over_every_transport_is_right(CancellationToken cancellationToken)
    {
        await using var load = ToolProcess.StartProgram(ToolProcess.Dotnet, ["exec", Program, "load", "--quick"]);
        var result = await load.EndAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Errors);
            Assert.That(Transports, Has.All.Matches<string>(transport => result.Output.Contains($"{transport}/payload-and-back/1024K", StringComparison.Ordinal)));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task What_cannot_be_measured_is_a_wrong_usage(CancellationToken cancellationToken)
    {
        await using var load = ToolProcess.StartProgram(ToolProcess.Dotnet, ["exec", Program, "load", "--only", "carrier-pigeon"]);
        var result = await load.EndAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Errors, Does.Contain("websocket,unix,pipe,stdio"));
        }
    }
}
