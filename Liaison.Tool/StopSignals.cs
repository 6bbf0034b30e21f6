using System.Runtime.InteropServices;

namespace Liaison.Tool;

/// <summary>The signals that ask this process to stop: SIGINT (Ctrl+C) and SIGTERM.</summary>
internal static class StopSignals
{
    private static readonly TaskCompletionSource Received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Registered until the process has ended. A parent closes the standard input and sends SIGTERM, which may arrive when the server has
    // already ended, and must not change the exit code then.
    private static PosixSignalRegistration[]? _registrations;

    /// <summary>Handles the signals from now on. Completes with the first signal.</summary>
    public static Task WaitAsync()
    {
        _registrations ??=
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive),
        ];
        return Received.Task;
    }

    // A user who presses Ctrl+C a second time does not want to wait for running commands.
    private static void Receive(PosixSignalContext context) => context.Cancel = Received.TrySetResult() || context.Signal != PosixSignal.SIGINT;
}
