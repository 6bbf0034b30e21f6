using System.Diagnostics;

namespace Liaison.Tests.Faults;

/// <summary>What the process holds at one moment.</summary>
/// <param name="Memory">Bytes of managed memory that are in use.</param>
/// <param name="Handles">Open files, sockets and pipes; on Windows all handles.</param>
/// <param name="Threads">Threads that are not the pool's, which come and go by themselves.</param>
internal readonly record struct Figures(long Memory, int Handles, int Threads)
{
    /// <summary>What may be more afterwards: code and types that were used for the first time, buffers that are kept, another test's rest.</summary>
    private static readonly Figures Allowance = new(12 << 20, 12, 4);

    /// <summary>Collects what is garbage, and looks.</summary>
    public static Figures Take()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        using var self = Process.GetCurrentProcess();
        return new Figures(memory, self.HandleCount, self.Threads.Count - ThreadPool.ThreadCount);
    }

    /// <summary>What is held once it is about what it was, or, where it never is, at last. What is closed in the background needs some collections.</summary>
    public static async Task<Figures> TakeBackAtAsync(Figures before)
    {
        var now = Take();
        for (var i = 0; i < 100 && !now.AreBackAt(before); i++)
        {
            await Task.Yield();
            now = Take();
        }

        return now;
    }

    /// <summary>Whether this is about what it was before.</summary>
    public bool AreBackAt(Figures before) =>
        Memory <= before.Memory + Allowance.Memory && Handles <= before.Handles + Allowance.Handles && Threads <= before.Threads + Allowance.Threads;

    public override string ToString() => $"{Memory / 1024.0 / 1024.0:0.0} MiB, {Handles} handles, {Threads} threads beside the pool's";
}
