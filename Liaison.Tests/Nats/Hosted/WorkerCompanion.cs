using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Nats.Hosted;

/// <summary>What the worker processes of the tests serve.</summary>
public sealed class WorkerCompanion(CompanionOptions options) : Companion(options)
{
    private int _count;

    /// <summary>Which process runs this.</summary>
    [Command("pid", Concurrent = true)]
    public static int Pid() => Environment.ProcessId;

    /// <summary>Waits a millisecond, as a command that asks somebody else does, and gives what it was given.</summary>
    [Command("work", Concurrent = true)]
    public static async Task<int> WorkAsync(int number)
    {
        await Task.Delay(1);
        return number;
    }

    /// <summary>How often this was called in this process.</summary>
    [Command("count")]
    public int Count() => ++_count;

    [Command("items")]
    public static async IAsyncEnumerable<int> ItemsAsync(int count, IProgress<string> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report($"{i} of {count}");
            yield return i;
        }
    }
}
