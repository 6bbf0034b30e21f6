using System.ComponentModel;
using System.Text.Json;
using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Node;

/// <summary>The folder of the JavaScript front end, and what it needs.</summary>
internal static class NodeProject
{
    // Fixtures run beside each other, and share the folders.
    private static readonly SemaphoreSlim Installing = new(1);

    public static string Folder { get; } = Path.Combine(Repository.Root, "Liaison.Tests", "Node");

    // On Windows npm is a script, which only its interpreter can start.
    private static (string Program, string[] Arguments) Npm => OperatingSystem.IsWindows() ? ("cmd.exe", ["/c", "npm"]) : ("npm", []);

    /// <summary>Skips the test where node or npm are missing; fails it there on a build server, where all tests are to run.</summary>
    public static async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (await RunsAsync("node", ["--version"], cancellationToken) && await RunsAsync(Npm.Program, [.. Npm.Arguments, "--version"], cancellationToken))
        {
            return;
        }

        const string Missing = "node and npm are not on the PATH. Install Node.js 20 or later (https://nodejs.org).";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Missing);
        }

        Assert.Ignore(Missing);
    }

    /// <summary>As <see cref="RequireAsync"/>, and installs what package-lock.json names, unless that was done before.</summary>
    public static async Task InstallAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        await InstallAsync(Folder, cancellationToken);
    }

    /// <summary>Installs what the package-lock.json of a folder names, unless that was done before.</summary>
    public static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        await Installing.WaitAsync(cancellationToken);
        try
        {
            if (!await IsInstalledAsync(folder, cancellationToken))
            {
                await InstallNowAsync(folder, cancellationToken);
            }
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task InstallNowAsync(string folder, CancellationToken cancellationToken)
    {
        await using var npm = ToolProcess.StartProgram(Npm.Program, [.. Npm.Arguments, "ci", "--prefix", folder, "--no-audit", "--no-fund"]);
        var result = await npm.EndAsync(cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed:\n{result.Output}{result.Errors}");
        }
    }

    /// <summary>Runs one of the scripts of the folder to its end, with nothing to read.</summary>
    public static async Task<ToolResult> RunAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        await using var node = ToolProcess.StartProgram("node", [Path.Combine(Folder, script), .. arguments]);
        return await node.EndAsync(cancellationToken);
    }

    // npm writes down what it installed in the form of package-lock.json, without the first entry, the project itself. What is optional
    // may be left out.
    private static async Task<bool> IsInstalledAsync(string folder, CancellationToken cancellationToken)
    {
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        return File.Exists(installed)
            && (await VersionsAsync(Path.Combine(folder, "package-lock.json"), cancellationToken)).IsSubsetOf(await VersionsAsync(installed, cancellationToken));
    }

    private static async Task<HashSet<(string Path, string? Version)>> VersionsAsync(string file, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellationToken));
        return
        [
            .. from package in json.RootElement.GetProperty("packages").EnumerateObject()
               where package.Name.Length > 0 && !package.Value.TryGetProperty("optional", out _)
               select (package.Name, package.Value.GetProperty("version").GetString()),
        ];
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
