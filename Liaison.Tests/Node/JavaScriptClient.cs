using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;

namespace Liaison.Tests.Node;

/// <summary>The folder of the npm package <c>liaison-client</c>: what it needs is installed and it is built once, whoever asks first.</summary>
internal static class JavaScriptClient
{
    private static readonly Lazy<Task> Built = new(BuildAsync);

    public static string Folder { get; } = Path.Combine(Repository.Root, "clients", "js");

    /// <summary>Installs and builds. Skips the test where node or npm are missing.</summary>
    public static async Task RequireAsync(CancellationToken cancellationToken)
    {
        await NodeProject.RequireAsync(cancellationToken);
        await Built.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Runs node in the folder to its end, and tells it where the tool and the assembly with the companion are.</summary>
    public static async Task<ToolResult> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?>
        {
            ["LIAISON_TOOL"] = ToolProcess.Path,
            ["LIAISON_HOSTED"] = ToolProcess.Hosted,
            ["DOTNET_HOST_PATH"] = ToolProcess.Dotnet,
        };
        await using var node = ToolProcess.StartProgram("node", arguments, folder: Folder, environment: environment);
        return await node.EndAsync(cancellationToken);
    }

    private static async Task BuildAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await NodeProject.InstallAsync(Folder, limit.Token);
        var result = await RunAsync([Path.Combine(Folder, "scripts", "build.mjs")], limit.Token);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"liaison-client cannot be built:\n{result.Output}{result.Errors}");
        }
    }
}
