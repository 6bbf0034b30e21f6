using Liaison.Hosting;
using Liaison.Inspection;
using Liaison.Tests.Architecture;
using Liaison.Tests.Node;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Consoles;

/// <summary>The console in headless Chromium, which looks into a host of this process: <c>Node/console.test.mjs</c>.</summary>
[CancelAfter(300_000)]
internal sealed class ConsoleTests
{
    /// <summary>The folder, from the checkout's root, into which pictures of the page are put; none are taken unless it is named.</summary>
    private const string Pictures = "LIAISON_CONSOLE_PICTURES";

    [Test]
    public async Task The_console_shows_what_goes_on_and_calls_commands(CancellationToken token)
    {
        await NodeProject.InstallAsync(token);
        var chromium = Browser.RequireChromium();
        var memory = new InMemoryTransport("test");
        await using var companion = new ConsoleCompanion(new InMemoryConnector(memory));
        companion.Add("basket", new Basket()).Exposure.Expose<Basket.Address>();
        var web = new WebSocketTransport("localhost:0", new WebSocketTransportOptions { Console = true });
        await using var host = new LiaisonHost(companion, new HostOptions { Inspection = new InspectionOptions { MaxMessages = 50_000 } }).Add(web).Add(memory);
        companion.Host = host;
        await host.StartAsync(token);

        var environment = new Dictionary<string, string?>
        {
            ["LIAISON_CONSOLE"] = web.CreateLink("/console/").AbsoluteUri,
            ["LIAISON_CHROMIUM"] = chromium,
            [Pictures] = Environment.GetEnvironmentVariable(Pictures) is { } folder ? Path.Combine(Repository.Root, folder) : null,
        };
        string[] arguments = ["--test", "--test-force-exit", "--test-reporter=spec", Path.Combine(NodeProject.Folder, "console.test.mjs")];
        await using var node = ToolProcess.StartProgram("node", arguments, folder: NodeProject.Folder, environment: environment);
        var result = await node.EndAsync(token);

        await TestContext.Out.WriteLineAsync(result.Output);
        Assert.That(result.ExitCode, Is.Zero, result.Output + result.Errors);
        Assert.That(result.Output, Does.Match("pass [1-9]"));
    }
}
