using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Liaison.Transports;

/// <summary>Which user is at the other end of a Unix socket, where the system tells without native code.</summary>
internal static class PeerUser
{
    /// <summary>What a peer proved that got past the owner-only rights of a pipe (<see cref="Messages.PeerInfo.Credential"/>).</summary>
    public const string Credential = "os-user";

    // From Linux's socket(7): SOL_SOCKET, SO_PEERCRED, and struct ucred { pid, uid, gid }.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>The same of a socket's file, which has no owner-only rights on Windows.</summary>
    public static string? CredentialOfSockets => OperatingSystem.IsWindows() ? null : Credential;

    /// <summary>The user's number, of a listening socket the one who listens. Null where the system does not tell.</summary>
    public static uint? Of(Socket socket)
    {
        // These constants differ on MIPS and SPARC, which .NET does not run on.
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
