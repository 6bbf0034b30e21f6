using System.Net.Sockets;

namespace Liaison.Transports;

/// <summary>The file that a Unix socket is bound to.</summary>
internal static class SocketFile
{
    // What open(2) answers for a socket: ENXIO on Linux, EOPNOTSUPP on macOS.
    private static readonly int[] OpenedASocket = [6, 102];

    /// <summary>Makes a listening socket at the path, owner only. A file that a process left behind when it died is replaced.</summary>
    /// <param name="path">Where the file will be.</param>
    /// <param name="address">What the user called it.</param>
    /// <param name="backlog">How many peers may wait to be accepted.</param>
    /// <exception cref="BindException">The path is taken, too long or not allowed.</exception>
    public static Socket Listen(string path, string address, int backlog)
    {
        var endPoint = EndPointFor(path, address);
        try
        {
            // Of two processes that find the same stale file, the second would delete the first one's fresh one.
            using var turn = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            RemoveStale(path, address, endPoint);
            return Listen(path, endPoint, backlog);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new BindException(address, $"Cannot listen at {address}: its folder does not exist. Create {Path.GetDirectoryName(path)}, or choose another path.", e);
        }
        catch (Exception e) when (e is IOException and not BindException or SocketException or UnauthorizedAccessException)
        {
            throw new BindException(address, $"Cannot listen at {address}: {e.Message}. Choose a path in a folder of your own, that no other process uses.", e);
        }
    }

    /// <summary>The end point for a path.</summary>
    /// <exception cref="BindException">The path is longer than the system allows for sockets.</exception>
    public static UnixDomainSocketEndPoint EndPointFor(string path, string address)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new BindException(address, $"The path of a Unix socket may be about 100 bytes long, and {path} is longer. Choose a shorter one.", e);
        }
    }

    private static Socket Listen(string path, UnixDomainSocketEndPoint endPoint, int backlog)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endPoint);

            // Until it listens nobody can connect, so there is no moment at which others could.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void RemoveStale(string path, string address, UnixDomainSocketEndPoint endPoint)
    {
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            return;
        }

        if (!IsSocket(path))
        {
            throw new BindException(address, $"Cannot listen at {address}: there is a file, and it is no socket. Remove it, or choose another path.");
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Blocking = false;
            probe.Connect(endPoint);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock)
        {
            // Its backlog is full: somebody is there.
        }

        throw new BindException(address, $"{address} is taken: a process listens there. Stop it, or choose another address.");
    }

    private static bool IsSocket(string path)
    {
        var attributes = File.GetAttributes(path);
        if (OperatingSystem.IsWindows() || attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            // On Windows sockets are reparse points; elsewhere those are symbolic links, which nobody but their maker should replace.
            return OperatingSystem.IsWindows() && attributes.HasFlag(FileAttributes.ReparsePoint);
        }

        try
        {
            // For reading and writing, as opening a named pipe for one of them would wait for the other.
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (IOException e)
        {
            return OpenedASocket.Contains(e.HResult);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
