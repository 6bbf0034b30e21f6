using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;

namespace Liaison.Hosting;

/// <summary>
/// The process that started this one, for back ends that must end with their front end, even if the front end was killed.
/// </summary>
/// <remarks>
/// Call <see cref="Find"/> early. If the parent has already died: on Unix, the system has given this process another parent, which is
/// watched instead; on Windows, WaitForExitAsync completes at once. Thread-safe.
/// </remarks>
public sealed class ParentProcess : IDisposable
{
    // Unix reports the end of a process only to that process's own parent, so this class has to poll.
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
    /// <exception cref="PlatformNotSupportedException">The system does not provide the parent, or this user may not watch it.</exception>
    public static ParentProcess Find() =>
        OperatingSystem.IsWindows() ? FindOnWindows()
        : OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? new ParentProcess(ParentProcessId.OnUnix(), null, false)
        : throw new PlatformNotSupportedException("On this system a process cannot tell who started it. Have the front end stop it, or close its standard input.");

    /// <summary>Completes when the parent has ended, within a fraction of a second.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled first.</exception>
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

        // It does not look for the parent's id, which may be reused by another process. An orphan is adopted, so its parent id changes.
        using var timer = new PeriodicTimer(PollInterval);
        while (ParentProcessId.OnUnix() == Id)
        {
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops watching the parent. The parent continues to run.</summary>
    public void Dispose() => _process?.Dispose();

    [SupportedOSPlatform("windows")]
    private static ParentProcess FindOnWindows()
    {
        var id = ParentProcessId.OnWindows();
        Process? process = null;
        try
        {
            // Windows keeps the id of a dead parent. The id may now belong to a younger process, which is not the parent.
            process = Process.GetProcessById(id);
            using var self = Process.GetCurrentProcess();
            if (process.StartTime <= self.StartTime)
            {
                return new ParentProcess(id, process, hasExited: false);
            }
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            // The process no longer exists.
        }
        catch (Win32Exception failure)
        {
            process?.Dispose();
            throw new PlatformNotSupportedException("This user may not look at the process that started this one. Let the parent close the standard input of this process when it ends.", failure);
        }

        process?.Dispose();
        return new ParentProcess(id, null, hasExited: true);
    }
}
