using System.Diagnostics;

namespace Liaison.Tests.Incidents;

/// <summary>Hosted code that starts other programs and does not look after their streams.</summary>
public static class Children
{
    /// <summary>Runs a command of the shell to its end, with this process's own streams.</summary>
    public static async Task<int> Run(string command)
    {
        using var child = Process.Start(new ProcessStartInfo("sh", ["-c", command]))!;
        await child.WaitForExitAsync();
        return child.ExitCode;
    }

    /// <summary>Starts a command of the shell, and gives its process's id.</summary>
    public static int Start(string command)
    {
        using var child = Process.Start(new ProcessStartInfo("sh", ["-c", command]))!;
        return child.Id;
    }

    /// <summary>Runs a command of the shell, and gives what it wrote.</summary>
    public static async Task<string> Output(string command)
    {
        using var child = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return output;
    }

    /// <summary>Fails with a text of the caller's.</summary>
    public static void Fail(string text) => throw new InvalidOperationException(text);
}
