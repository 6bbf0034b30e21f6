using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;

namespace Liaison.Hosting;

/// <summary>The process that started this one, for back ends that are to end with their front end even where that was killed.</summary>
/// <remarks>
/// Find it early: where the parent is dead by then, its place has been taken already by whoever adopts orphans, and that one is watched.
/// Thread-safe.
/// </remarks>
public sealed class ParentProcess : IDisposable
{
    // Unix tells nobody of a death but the dead one's own parent, so this has to ask.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly Process? _process;
    private readonly bool _hasExited;

    private ParentProcess(int id, Process? process, bool hasExited)
    {
        Id = id;
        _process = process;
        _hasExited = hasExited;
    }

    /// <summary>The parent's process id.</summary>
    public int Id { get; }

    /// <summary>Finds the parent of this process.</summary>
    /// <exception cref="PlatformNotSupportedException">The system does not say who that is, or does not let this user watch it.</exception>
    public static ParentProcess Find() =>
        OperatingSystem.IsWindows() ? FindOnWindows()
        : OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? new ParentProcess(ParentProcessId.OnUnix(), null, false)
        : throw new PlatformNotSupportedException("On this system a process cannot tell who started it. Have the front end stop it, or close its standard input.");

    /// <summary>Ends when the parent has died, within a fraction of a second.</summary>
    /// <exception cref="OperationCanceledException">The token fired first.</exception>
    public async Task WaitForExitAsync(CancellationToken cancellationToken = default)
    {
        if (_hasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            await _process!.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        // Its id is not asked after, since that may be given to another process: an orphan is adopted, and this one then has another parent.
        using var timer = new PeriodicTimer(PollInterval);
        while (ParentProcessId.OnUnix() == Id)
        {
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of the parent, which is not touched.</summary>
    public void Dispose() => _process?.Dispose();

    [SupportedOSPlatform("windows")]
    private static ParentProcess FindOnWindows()
    {
        var id = ParentProcessId.OnWindows();
        Process? process = null;
        try
        {
            // Windows adopts nobody: the id stays that of the dead, and may by now be a younger process's, which is not the parent.
            process = Process.GetProcessById(id);
            using var self = Process.GetCurrentProcess();
            if (process.StartTime <= self.StartTime)
            {
                return new ParentProcess(id, process, hasExited: false);
            }
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            // There is no such process any more.
        }
        catch (Win32Exception failure)
        {
            process?.Dispose();
            throw new PlatformNotSupportedException("This user may not look at the process that started this one. Have that close its standard input.", failure);
        }

        process?.Dispose();
        return new ParentProcess(id, null, hasExited: true);
    }
}
