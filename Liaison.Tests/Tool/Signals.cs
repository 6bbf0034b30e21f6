using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Liaison.Tests.Tool;

/// <summary>Sends signals, which the framework cannot.</summary>
internal static class Signals
{
    public static void Send(int process, Signal signal)
    {
        if (Kill(process, (int)signal) != 0)
        {
            throw new Win32Exception();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
