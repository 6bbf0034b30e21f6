using System.Runtime.InteropServices;

namespace Liaison.Transports;

/// <summary>Asks a process to end. The framework can only kill.</summary>
internal static partial class TerminateSignal
{
    private const int Terminate = 15;

    /// <summary>Sends SIGTERM. On Windows there is none: there the end of its standard input has to do.</summary>
    public static void Send(int process)
    {
        if (!OperatingSystem.IsWindows())
        {
            // One that has ended in the meantime is what was wanted.
            _ = Kill(process, Terminate);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
