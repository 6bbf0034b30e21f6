using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Liaison.Transports;

/// <summary>Has a process ended when this one has, even where this one is killed: told to end, and killed after a deadline.</summary>
internal sealed class OrphanGuard
{
    // It reads a line when the child has ended, and otherwise the end of its input, when this process has: whatever killed it. What a terminal
    // sends to this process is not for it.
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

    /// <summary>Begins to watch.</summary>
    /// <param name="process">The id of the process that is to end with this one.</param>
    /// <param name="deadline">How long it may take to end when it is told to.</param>
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
            // A system without a shell has nobody to watch.
            return new OrphanGuard(null);
        }
    }

    /// <summary>The process has ended: nobody needs to watch any more.</summary>
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
                // It was killed.
            }

            await _shell.WaitForExitAsync().ConfigureAwait(false);
        }
    }
}
