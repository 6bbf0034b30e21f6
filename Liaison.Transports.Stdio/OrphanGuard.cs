using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Liaison.Transports;

/// <summary>
/// Ends a process when this process has ended, even if this process was killed. It asks the other process to end, and kills it
/// after a deadline.
/// </summary>
internal sealed class OrphanGuard
{
    // The shell reads one line when the child has ended. It reads the end of its input when this process has ended, whatever killed
    // it. Signals that a terminal sends to this process are ignored in the shell.
    private const string Script = """
        trap '' INT HUP QUIT TERM
        exec >/dev/null 2>&1
        if read -r line; then exit; fi
        kill -TERM "$1" 2>/dev/null || exit
        waited=0
        while [ "$waited" -lt "$2" ] && kill -0 "$1" 2>/dev/null; do sleep 1; waited=$((waited + 1)); done
        kill -KILL "$1" 2>/dev/null
        """;

    private readonly Process? _shell;

    private OrphanGuard(Process? shell) => _shell = shell;

    /// <summary>Starts to watch.</summary>
    /// <param name="process">The id of the process that must end with this one.</param>
    /// <param name="deadline">How long that process may take to end after it was asked to.</param>
    public static OrphanGuard Watch(int process, TimeSpan deadline)
    {
        if (OperatingSystem.IsWindows())
        {
            return new OrphanGuard(null);
        }

        var seconds = Math.Ceiling(deadline.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", process.ToString(CultureInfo.InvariantCulture), seconds]) { RedirectStandardInput = true };
        try
        {
            return new OrphanGuard(Process.Start(start));
        }
        catch (Win32Exception)
        {
            // Without a shell the process is not watched.
            return new OrphanGuard(null);
        }
    }

    /// <summary>Stops watching, because the process has ended.</summary>
    public async Task ReleaseAsync()
    {
        if (_shell is null)
        {
            return;
        }

        using (_shell)
        {
            try
            {
                await _shell.StandardInput.WriteLineAsync("ended").ConfigureAwait(false);
                _shell.StandardInput.Close();
            }
            catch (IOException)
            {
                // The shell was killed.
            }

            await _shell.WaitForExitAsync().ConfigureAwait(false);
        }
    }
}
