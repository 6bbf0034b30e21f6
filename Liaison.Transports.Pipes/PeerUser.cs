using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Liaison.Transports;

/// <summary>Finds the user at the other end of a Unix socket, where the system reports this without native code.</summary>
internal static class PeerUser
{
    /// <summary>
    /// The credential of a peer that passed the owner-only rights of a pipe (<see cref="Messages.PeerInfo.Credential"/>).
    /// </summary>
    public const string Credential = "os-user";

    // From Linux's socket(7): SOL_SOCKET, SO_PEERCRED, and struct ucred { pid, uid, gid }.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>The credential of a peer on a Unix socket. Null on Windows, where the socket's file has no owner-only rights.</summary>
    public static string? CredentialOfSockets => OperatingSystem.IsWindows() ? null : Credential;

    /// <summary>
    /// Returns the user's number; for a listening socket, that of the listening user. Null if the system does not report it.
    /// </summary>
    public static uint? Of(Socket socket)
    {
        // MIPS and SPARC have other constants, but .NET does not run there.
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> credentials = stackalloc byte[3 * sizeof(uint)];
        return socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == credentials.Length
            ? MemoryMarshal.Read<uint>(credentials[sizeof(uint)..])
            : null;
    }
}
