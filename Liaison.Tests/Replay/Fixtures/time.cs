using Liaison.Companions;

namespace Liaison.Tests.Replay.Fixtures;

#pragma warning disable CS8981 // Named as the module that the recorded messages name.

/// <summary>What the recorded messages call of Python's time.</summary>
internal static class time
{
    /// <summary>Ends the sleep: the test says when, and no clock.</summary>
    [Hidden]
    public static TaskCompletionSource Awake { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task Sleep(double seconds) => seconds > 0 ? Awake.Task : Task.CompletedTask;
}
