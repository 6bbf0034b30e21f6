using System.Runtime.InteropServices;

namespace Liaison.Transports;

/// <summary>Asks a process to end. The framework itself can only kill a process.</summary>
internal static partial class TerminateSignal
{
    private const int Terminate = 15;

    /// <summary>
    /// Sends SIGTERM. Does nothing on Windows, which has no such signal: there the closed standard input must be enough.
    /// </summary>
    public static void Send(int process)
    {
        if (!OperatingSystem.IsWindows())
        {
            // A failure is ignored: a process that has ended in the meantime is fine.
            _ = Kill(process, Terminate);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
