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
        if (await NodeProject.FindMissingAsync(limit.Token) is not { } missing)
        {
            await NodeProject.InstallAsync(limit.Token);
        }
        else if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(missing);
        }
        else
        {
            Assert.Ignore(missing);
        }
    }

    [TestCase("token")]
    [TestCase("no-token")]
    public async Task A_front_end_of_liaison_py_drives_the_tool_unchanged(string mode, CancellationToken cancellationToken)
    {
        await using var frontEnd = ToolProcess.StartProgram(
            "node", [Path.Combine(NodeProject.Folder, "front-end.mjs"), mode, ToolProcess.Hosted, ToolProcess.Dotnet, "exec", ToolProcess.Path]);
        var result = await frontEnd.EndAsync(cancellationToken);

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")), result.Output + result.Errors);
    }
}
