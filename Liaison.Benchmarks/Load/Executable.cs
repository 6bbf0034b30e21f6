using System.Diagnostics;

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
        return File.Exists(path)
            ? new ProcessStartInfo(path, args) { UseShellExecute = false }
            : throw new FileNotFoundException($"{name} is not beside this program. Build Liaison.Benchmarks as a whole.", path);
    }
}
