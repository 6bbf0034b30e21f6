using Liaison.Tests.Architecture;
using Liaison.Tests.Node;
using Liaison.Tests.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Samples;

/// <summary>The tests of a sample that are scripts in this folder: node's own runner runs them, with <c>liaison-client</c> built, in Chromium.</summary>
internal static class SampleScript
{
    /// <summary>Runs a script; the test fails unless all of its tests pass. Skips the test where node or Chromium are missing.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="program">Where the sample's program was built, which the script is told as <c>LIAISON_SAMPLE</c>.</param>
    /// <param name="cancellationToken">Ends the waiting, and the script.</param>
    public static async Task PassAsync(string name, string program, CancellationToken cancellationToken)
    {
        var browser = Browser.RequireChromium();
        await JavaScriptClient.RequireAsync(cancellationToken);
        var script = Path.Combine(Repository.Root, "Liaison.Tests", "Samples", name);
        var environment = new Dictionary<string, string?>
        {
            ["DOTNET_HOST_PATH"] = ToolProcess.Dotnet,
            ["LIAISON_CHROMIUM"] = browser,
            ["LIAISON_SAMPLE"] = program,
        };
        await using var node = ToolProcess.StartProgram("node", ["--test", "--test-force-exit", "--test-reporter=spec", script], environment: environment);

        var result = await node.EndAsync(cancellationToken);

        Assert.That(result.ExitCode, Is.Zero, result.Output + result.Errors);
        Assert.That(result.Output, Does.Match("pass [1-9]"));
        await TestContext.Out.WriteAsync(result.Output);
    }
}
