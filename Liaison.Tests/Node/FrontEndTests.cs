using Liaison.Tests.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Node;

/// <summary>A front end as those that were written for liaison-py, in Node, drives the tool: <c>front-end.mjs</c>.</summary>
[CancelAfter(120_000)]
internal sealed class FrontEndTests
{
    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await NodeProject.InstallAsync(limit.Token);
    }

    [TestCase("token")]
    [TestCase("no-token")]
    public async Task A_front_end_of_liaison_py_drives_the_tool_unchanged(string mode, CancellationToken cancellationToken)
    {
        var result = await NodeProject.RunAsync(
            "front-end.mjs", [mode, ToolProcess.Hosted, ToolProcess.Dotnet, "exec", ToolProcess.Path], cancellationToken);

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")), result.Output + result.Errors);
    }
}
