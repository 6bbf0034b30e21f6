using System.Runtime.InteropServices;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Tool.Hosted;

/// <summary>A companion that the tool makes with its options.</summary>
public sealed class SignalCompanion(CompanionOptions options) : Companion(options)
{
    /// <summary>Says on standard output that it runs, and goes on until the process is told to stop.</summary>
    [Command("finish_at_sigterm")]
    public async Task<string> FinishAtSigtermAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => told.TrySetResult());
        Console.Write("running");
        await told.Task;
        return "finished";
    }
}
