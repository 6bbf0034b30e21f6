using System.Diagnostics;

namespace Liaison.Benchmarks.Load;

/// <summary>Which core does what while latencies are measured: else where threads happen to land decides them.</summary>
internal static class Cores
{
    public const int OfServer = 0;
    private const int OfLoad = 1;

    /// <summary>Whether this system lets a process say on which core it runs, and has two.</summary>
    public static bool CanPin => Environment.ProcessorCount > 1 && (OperatingSystem.IsWindows() || OperatingSystem.IsLinux());

    /// <summary>Keeps the load, which is the process's first thread, on its core until disposed.</summary>
    public static IDisposable PinLoad(bool pins)
    {
        if (!pins || !(OperatingSystem.IsWindows() || OperatingSystem.IsLinux()))
        {
            return new Pinned(null);
        }

        var process = Process.GetCurrentProcess();
        var pinned = new Pinned(process);
        process.ProcessorAffinity = 1 << OfLoad;
        return pinned;
    }

    private sealed class Pinned(Process? process) : IDisposable
    {
        private readonly nint _before = Affinity(process);

        public void Dispose()
        {
            if (process is not null && (OperatingSystem.IsWindows() || OperatingSystem.IsLinux()))
            {
                process.ProcessorAffinity = _before;
                process.Dispose();
            }
        }

        private static nint Affinity(Process? process) =>
            process is not null && (OperatingSystem.IsWindows() || OperatingSystem.IsLinux()) ? process.ProcessorAffinity : 0;
    }
}
