using System.Diagnostics;
using System.Globalization;

namespace Liaison.Benchmarks.Soak;

/// <summary>What the process holds at one moment.</summary>
/// <param name="Memory">Bytes of managed memory that are in use.</param>
/// <param name="Handles">Open files, sockets and pipes.</param>
/// <param name="Threads">Threads, those of the pool included.</param>
internal readonly record struct ProcessFigures(long Memory, int Handles, int Threads)
{
    public static ProcessFigures Take()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        using var self = Process.GetCurrentProcess();
        return new ProcessFigures(memory, self.HandleCount, self.Threads.Count);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Memory / 1024.0 / 1024.0:0.0} MiB, {Handles} handles, {Threads} threads");
}
