using System.Net.Sockets;

namespace Liaison.Transports;

/// <summary>The file of a listening Unix socket, and the lock file beside it that shows which process owns the socket's file.</summary>
/// <remarks>
/// The lock is held while the socket listens, and the system releases it when the process ends. Without a lock a process cannot know
/// whether a socket's file belongs to a dead process or to one that is about to listen, or whether it still deletes its own file.
/// </remarks>
internal sealed class SocketFile : IDisposable
{
    // The error of open(2) for a socket: ENXIO on Linux, EOPNOTSUPP on macOS.
    private static readonly int[] OpenedASocket = [6, 102];

    // The error of locking a lock that is held: EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] LockIsHeld = [11, 35, unchecked((int)0x80070020)];

    private const string LockSuffix = ".lock";

    private readonly FileStream _lock;

    private SocketFile(FileStream @lock, Socket socket) => (_lock, Socket) = (@lock, socket);

    /// <summary>The listening socket.</summary>
    public Socket Socket { get; }

    /// <summary>
    /// Creates a listening socket at the path, for the owner only. A file that a dead process left behind is replaced.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="address">The path as the user wrote it.</param>
    /// <param name="backlog">How many peers may wait to be accepted.</param>
    /// <exception cref="BindException">The path is taken, too long or not allowed.</exception>
    public static SocketFile Listen(string path, string address, int backlog)
    {
        var endPoint = EndPointFor(path, address);
        FileStream? held = null;
        try
        {
            held = TakeLock(path, address);
            RemoveStale(path, address, endPoint);
            return new SocketFile(held, Listen(path, endPoint, backlog));
        }
        catch (Exception e)
        {
            held?.Dispose();
            throw e switch
            {
                BindException => e,
                DirectoryNotFoundException => new BindException(
                    address, $"Cannot listen at {address}: its folder does not exist. Create it, or choose another path.", e),
                IOException when held is null && LockIsHeld.Contains(e.HResult) => Taken(address, e),
                IOException or SocketException or UnauthorizedAccessException => new BindException(
                    address, $"Cannot listen at {address}: {e.Message.TrimEnd('.')}. Choose a path in a folder of your own.", e),
                _ => e,
            };
        }
    }

    /// <summary>Stops listening and removes the files.</summary>
    public void Dispose()
    {
        // This also deletes the socket's file. The lock still prevents other processes from putting their file in its place.
        Socket.Dispose();
        _lock.Dispose();
    }

    /// <summary>Returns the end point for a path.</summary>
    /// <exception cref="BindException">The path is longer than the system allows for sockets.</exception>
    private static UnixDomainSocketEndPoint EndPointFor(string path, string address)
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

    private static BindException Taken(string address, Exception? inner = null) =>
        new(address, $"{address} is taken: a process listens there. Stop it, or choose another address.", inner);

    private static FileStream TakeLock(string path, string address)
    {
        var options = new FileStreamOptions
        {
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        SetMode(options, FileMode.CreateNew);
        while (true)
        {
            var file = new FileInfo(path + LockSuffix);
            try
            {
                return new FileStream(file.FullName, options);
            }
            catch (IOException) when (file.LinkTarget is not null)
            {
                throw new BindException(address, $"Cannot listen at {address}: {file.FullName} is a symbolic link. Remove it, or choose another path.");
            }
            catch (IOException) when (options.Mode == FileMode.CreateNew && file.Exists)
            {
                // A dead process left the file behind, or a live process holds it.
                SetMode(options, FileMode.Open);
            }
            catch (FileNotFoundException) when (options.Mode == FileMode.Open)
            {
                // The process that held the file has removed it in the meantime.
                SetMode(options, FileMode.CreateNew);
            }
        }
    }

    /// <summary>
    /// Opens an existing file, or creates a missing one. It never follows a symbolic link: another user could point the link at a
    /// file that this user must not create.
    /// </summary>
    private static void SetMode(FileStreamOptions options, FileMode mode)
    {
        options.Mode = mode;
        if (!OperatingSystem.IsWindows())
        {
            // The option must not be set when no file is created.
            options.UnixCreateMode = mode == FileMode.CreateNew ? UnixFileMode.UserRead | UnixFileMode.UserWrite : null;
        }
    }

    private static Socket Listen(string path, UnixDomainSocketEndPoint endPoint, int backlog)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endPoint);

            // Nobody can connect before the socket listens, so other users never have access.
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
            // Its backlog is full, so a process is listening.
        }

        throw Taken(address);
    }

    private static bool IsSocket(string path)
    {
        var attributes = File.GetAttributes(path);
        if (OperatingSystem.IsWindows() || attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            // On Windows sockets are reparse points. On other systems reparse points are symbolic links, and only their creator
            // should replace them.
            return OperatingSystem.IsWindows() && attributes.HasFlag(FileAttributes.ReparsePoint);
        }

        try
        {
            // Opens for both reading and writing: opening a named pipe for only one of them would wait for the other end.
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
