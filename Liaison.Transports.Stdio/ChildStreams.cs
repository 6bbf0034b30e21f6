using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Liaison.Transports;

/// <summary>
/// Replaces the standard streams that native code and started programs see: their input is empty, and their output goes to standard
/// error.
/// </summary>
/// <remarks>
/// Otherwise they could read requests, write between replies, and keep standard output open after this process has ended, so that
/// the reader at the other end would wait for them. Linux only. The streams that the framework opened before are copies that no
/// other program inherits, so they keep working.
/// </remarks>
internal sealed partial class ChildStreams : IDisposable
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    // F_DUPFD_CLOEXEC of Linux's fcntl(2): the copy is closed when another program is started.
    private const int CopyForThisProcess = 1030;

    private readonly List<(SafeFileHandle Own, int Standard)> _kept = [];

    private ChildStreams()
    {
    }

    /// <summary>Replaces standard output, and standard input if wanted. Returns null on systems other than Linux.</summary>
    public static ChildStreams? Replace(bool input)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var streams = new ChildStreams();
        streams.Replace(Output, Error);
        if (input)
        {
            using var nothing = File.OpenHandle("/dev/null");
            streams.Replace(Input, (int)nothing.DangerousGetHandle());
        }

        return streams;
    }

    /// <summary>Restores the streams.</summary>
    public void Dispose()
    {
        foreach (var (own, standard) in _kept)
        {
            if (OperatingSystem.IsLinux())
            {
                _ = Duplicate((int)own.DangerousGetHandle(), standard);
            }

            own.Dispose();
        }

        _kept.Clear();
    }

    [SupportedOSPlatform("linux")]
    private void Replace(int standard, int by)
    {
        // If the process was started without the stream, there is nothing to keep.
        if (Control(standard, CopyForThisProcess, Error + 1) is var own and >= 0)
        {
            _kept.Add((new SafeFileHandle(own, ownsHandle: true), standard));
            _ = Duplicate(by, standard);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int descriptor, int into);
}
