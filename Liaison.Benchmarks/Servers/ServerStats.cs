using System.Diagnostics;
using System.Runtime;

namespace Liaison.Benchmarks.Servers;

/// <summary>What a server's process has used since it started.</summary>
internal sealed record ServerStats
{
    public double CpuMicroseconds { get; init; }

    public long AllocatedBytes { get; init; }

    /// <summary>The managed heap: what is alive and what is not collected yet.</summary>
    public long ManagedBytes { get; init; }

    public long ResidentBytes { get; init; }

    public long PeakResidentBytes { get; init; }

    /// <summary>How many methods the runtime has made code for, each time anew counted.</summary>
    public long CompiledMethods { get; init; }

    /// <summary>How often an event was turned into JSON.</summary>
    public long EventsSerialised { get; init; }

    public static ServerStats Take()
    {
        using var process = Process.GetCurrentProcess();
        return new ServerStats
        {
            CpuMicroseconds = Environment.CpuUsage.TotalTime.TotalMicroseconds,
            AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true),
            ManagedBytes = GC.GetTotalMemory(forceFullCollection: false),
            ResidentBytes = process.WorkingSet64,
            PeakResidentBytes = process.PeakWorkingSet64,
            CompiledMethods = JitInfo.GetCompiledMethodCount(),
            EventsSerialised = Reading.TimesSerialised,
        };
    }

    /// <summary>Collects all garbage first, so that the managed heap is what is alive.</summary>
    public static ServerStats TakeCollected()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return Take();
    }
}
