using System.ComponentModel;
using Liaison.Tests.Architecture;
using Liaison.Tests.Node;
using Liaison.Tests.Tool;
using NUnit.Framework;
using TTest;

namespace Liaison.Tests.Samples;

/// <summary><c>samples/TTest</c>: a .NET front end of liaison-py, and a Node front end of .NET, ask for the same t-test.</summary>
[CancelAfter(120_000)]
internal sealed class TTestTests
{
    private static readonly string Sample = typeof(Stats).Assembly.Location;

    private static string Python => Environment.GetEnvironmentVariable("LIAISON_PYTHON") ?? "python3";

    [Test]
    public async Task A_dotnet_front_end_asks_a_back_end_that_speaks_as_liaison_py_does(CancellationToken cancellationToken)
    {
        await RequirePythonAsync(cancellationToken);
        var standIn = Path.Combine(Repository.Root, "Liaison.Tests", "Samples", "StandIn");

        Assert.That(await RunAsync(standIn, cancellationToken), Is.EqualTo(new ToolResult(0, $"t = -2.008309436290938, p = 0.1217799378120249{Environment.NewLine}", "")));
    }

    [Test]
    public async Task A_trace_goes_from_a_page_through_the_host_to_liaison_py(CancellationToken cancellationToken)
    {
        await RequirePythonAsync(cancellationToken);
        var standIn = Path.Combine(Repository.Root, "Liaison.Tests", "Samples", "StandIn");
        await using var sample = ToolProcess.StartProgram(ToolProcess.Dotnet, ["exec", Sample, "trace", standIn]);

        var result = await sample.EndAsync(cancellationToken);

        // Each line is "trace parent -> span kind name".
        var spans = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd().Split(' ')).ToArray();
        var byName = spans.ToDictionary(span => $"{span[4]} {span[5]}");
        string[] chain = ["Internal click", "Client compare", "Server compare", "Client run"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Errors);
            Assert.That(byName.Keys, Is.EquivalentTo(chain));
            Assert.That(spans.Select(span => span[0]).Distinct().Count(), Is.EqualTo(1));
            foreach (var (outer, inner) in chain.Zip(chain.Skip(1)))
            {
                Assert.That(byName[inner][1], Is.EqualTo(byName[outer][3]), $"{inner} is in {outer}");
            }
        }
    }

    [Test]
    public async Task A_dotnet_front_end_asks_liaison_py(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("LIAISON_PY") is not { Length: > 0 } folder)
        {
            Assert.Ignore("LIAISON_PY is not set. Set it to the folder that holds liaison-py's package `liaison`, and install python3-scipy, python3-websockets and python3-jsonschema.");
            return;
        }

        var result = await RunAsync(folder, cancellationToken);

        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        Assert.That(result.Output, Does.StartWith("t = -2.00830943629").And.Contain("p = 0.12177993781"));
    }

    [Test]
    public async Task Without_liaison_py_the_sample_says_how_to_get_it(CancellationToken cancellationToken)
    {
        var result = await RunAsync("", cancellationToken);

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.Contain("apt install python3-scipy").And.Contain("LIAISON_PY"));
    }

    [Test]
    public async Task A_liaison_py_that_does_not_start_is_told(CancellationToken cancellationToken)
    {
        await RequirePythonAsync(cancellationToken);
        var result = await RunAsync(TestContext.CurrentContext.TestDirectory, cancellationToken);

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Errors, Does.Contain("liaison-py ended before it could be connected to"));
    }

    [Test]
    public async Task A_node_front_end_asks_the_dotnet_back_end(CancellationToken cancellationToken)
    {
        await NodeProject.RequireAsync(cancellationToken);
        var script = Path.Combine(Repository.Root, "samples", "TTest", "front-end.mjs");
        await using var frontEnd = ToolProcess.StartProgram("node", ["--experimental-websocket", "--no-warnings", script, ToolProcess.Dotnet, "exec", Sample]);
        var result = await frontEnd.EndAsync(cancellationToken);

        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        Assert.That(result.Output, Does.StartWith("t = -2.00830943629").And.Contain("p = 0.12177993781"));
    }

    private static async Task<ToolResult> RunAsync(string folder, CancellationToken cancellationToken)
    {
        await using var sample = ToolProcess.StartProgram(ToolProcess.Dotnet, ["exec", Sample, folder]);
        return await sample.EndAsync(cancellationToken);
    }

    private static async Task RequirePythonAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var python = ToolProcess.StartProgram(Python, ["--version"]);
            await python.EndAsync(cancellationToken);
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"{Python} is not on the PATH. Install Python 3, or set LIAISON_PYTHON.");
        }
    }
}
