using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Liaison.Benchmarks.Load;

/// <summary>The programs that the load starts. They are built into one folder.</summary>
internal static class Executable
{
    /// <summary>This program, with other arguments.</summary>
    public static ProcessStartInfo This(params string[] args) => Start("Liaison.Benchmarks", args);

    /// <summary>The tool <c>liaison</c>.</summary>
    public static ProcessStartInfo Tool(params string[] args) => Start("liaison", args);

    private static ProcessStartInfo Start(string name, string[] args)
    {
        var path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{name} is not beside this program. Build Liaison.Benchmarks as a whole.", path);
        }

        var start = new ProcessStartInfo(path, args) { UseShellExecute = false };

        // A program finds the runtime by itself only where it is installed for all users; this process has found it.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return start;
    }
}
