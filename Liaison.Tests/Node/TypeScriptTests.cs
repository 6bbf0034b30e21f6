using Liaison.Hosting;
using Liaison.Tests.Descriptions;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Node;

/// <summary>Clients that the tool generates in TypeScript: formatted, compiled strictly, and used against a host.</summary>
[CancelAfter(180_000)]
internal sealed class TypeScriptTests
{
    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await NodeProject.InstallAsync(limit.Token);
    }

    [Test]
    public async Task A_client_that_is_generated_from_a_running_host_drives_it(CancellationToken cancellationToken)
    {
        var transport = new WebSocketTransport("localhost:0");
        await using var companion = new TypesCompanion();
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(cancellationToken);
        var address = $"ws://{transport.Address}?token={transport.Token}";
        var folder = Folder("types");

        await GenerateAsync(address, folder, cancellationToken);
        await CompileAsync(folder, ["ws-caller.ts", "drive-types.ts"], cancellationToken);
        await PassAsync(Path.Combine(folder, "drive-types.js"), [address], cancellationToken);

        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "types-companion.ts"), cancellationToken), Does.Not.Contain(transport.Token));
    }

    [Test]
    public async Task Clients_of_contracts_with_every_type_compile_and_drive_a_host(CancellationToken cancellationToken)
    {
        var transport = new WebSocketTransport("localhost:0");
        await using var companion = new ClassroomCompanion();
        await using var host = new LiaisonHost(companion).Add(transport);
        companion.Host = host;
        await host.StartAsync(cancellationToken);
        var folder = Folder("contracts");

        await GenerateAsync(ToolProcess.Hosted, folder, cancellationToken);
        Assert.That(Directory.GetFiles(folder, "*.ts"), Has.Length.GreaterThan(30));
        await CompileAsync(folder, ["ws-caller.ts", "drive-classroom.ts"], cancellationToken);
        await PassAsync(Path.Combine(folder, "drive-classroom.js"), [$"ws://{transport.Address}?token={transport.Token}"], cancellationToken);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There a link to a folder needs rights that not everybody has.")]
    public async Task The_client_of_the_npm_package_is_what_a_generated_client_asks_for(CancellationToken cancellationToken)
    {
        await JavaScriptClient.RequireAsync(cancellationToken);
        var transport = new WebSocketTransport("localhost:0");
        await using var companion = new ClassroomCompanion();
        await using var host = new LiaisonHost(companion).Add(transport);
        companion.Host = host;
        await host.StartAsync(cancellationToken);
        var folder = Folder("with-liaison-client");
        Directory.CreateDirectory(Path.Combine(folder, "node_modules"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules", "liaison-client"), JavaScriptClient.Folder);

        await GenerateAsync(ToolProcess.Hosted, folder, cancellationToken);
        await CompileAsync(folder, ["drive-with-liaison-client.ts"], cancellationToken);
        await PassAsync(
            Path.Combine(folder, "drive-with-liaison-client.js"), [$"ws://{transport.Address}?token={transport.Token}"], cancellationToken);
    }

    // Under the folder that has what npm installed, where TypeScript looks for it. Empty, but for what makes its files modules.
    private static string Folder(string name)
    {
        var folder = Path.Combine(NodeProject.Folder, "generated", name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "package.json"), "{\"type\":\"module\"}");
        return folder;
    }

    private static async Task GenerateAsync(string from, string folder, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["generate", "typescript", "--from", from, "--out", folder], cancellationToken);
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
    }

    private static async Task CompileAsync(string folder, string[] sources, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            File.Copy(Path.Combine(NodeProject.Folder, "typed", source), Path.Combine(folder, source));
        }

        await PassAsync("check-typescript.mjs", [folder], cancellationToken);
    }

    private static async Task PassAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        var result = await NodeProject.RunAsync(script, arguments, cancellationToken);
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")), result.Output);
    }
}
