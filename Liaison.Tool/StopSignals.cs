using System.Runtime.InteropServices;

namespace Liaison.Tool;

/// <summary>The signals that ask a process to stop: SIGINT (Ctrl+C) and SIGTERM.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive),
    ];

    /// <summary>Completes with the first signal.</summary>
    public Task Received => _received.Task;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    // A user who presses Ctrl+C a second time does not want to wait for running commands.
    private void Receive(PosixSignalContext context) => context.Cancel = _received.TrySetResult() || context.Signal != PosixSignal.SIGINT;
}
