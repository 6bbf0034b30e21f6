using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Liaison.Transports;

/// <summary>Finds the user who listens at the other end of a Unix socket, if the system provides this.</summary>
internal static partial class SocketOwner
{
    // From Linux's socket(7): SOL_SOCKET, SO_PEERCRED, and struct ucred { pid, uid, gid }.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    private const uint Superuser = 0;

    /// <summary>
    /// Whether a connected socket leads to a process of this user or of the superuser. True if the system does not provide the user.
    /// </summary>
    public static bool IsTrusted(Socket socket) => !OperatingSystem.IsLinux() || IsTrusted(Of(socket), CurrentUser());

    /// <summary>The same check for a known listener (null if unknown) and the user of this process.</summary>
    public static bool IsTrusted(uint? listener, uint current) => listener is null or Superuser || listener == current;

    [SupportedOSPlatform("linux")]
    private static uint? Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[3 * sizeof(uint)];
        return socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == credentials.Length
            ? MemoryMarshal.Read<uint>(credentials[sizeof(uint)..])
            : null;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint CurrentUser();
}
