using System.ComponentModel;
using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;

namespace Liaison.Tests.Node;

/// <summary>The folder of the JavaScript front end, and what it needs.</summary>
internal static class NodeProject
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "Liaison.Tests", "Node");

    // On Windows npm is a script, which only its interpreter can start.
    private static (string Program, string[] Arguments) Npm => OperatingSystem.IsWindows() ? ("cmd.exe", ["/c", "npm"]) : ("npm", []);

    /// <summary>What has to be installed first; null where all is there.</summary>
    public static async Task<string?> FindMissingAsync(CancellationToken cancellationToken) =>
        await RunsAsync("node", ["--version"], cancellationToken) && await RunsAsync(Npm.Program, [.. Npm.Arguments, "--version"], cancellationToken)
            ? null
            : "node and npm are not on the PATH. Install Node.js 20 or later (https://nodejs.org).";

    /// <summary>Installs what package-lock.json names, unless that was done before.</summary>
    public static async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "ws")))
        {
            return;
        }

        await using var npm = ToolProcess.StartProgram(Npm.Program, [.. Npm.Arguments, "ci", "--prefix", Folder, "--no-audit", "--no-fund"]);
        var result = await npm.EndAsync(cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed:\n{result.Output}{result.Errors}");
        }
    }

    private static async Task<bool> RunsAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            await using var process = ToolProcess.StartProgram(program, arguments);
            return (await process.EndAsync(cancellationToken)).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
