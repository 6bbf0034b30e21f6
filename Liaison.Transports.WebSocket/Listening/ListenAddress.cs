using System.Globalization;
using System.Net;

namespace Liaison.Transports;

/// <summary>An address to listen on: <c>host:port</c> with or without <c>/path</c>.</summary>
/// <param name="Host">The host as it was written.</param>
/// <param name="Addresses">The IP addresses to bind. For <c>localhost</c> these are both loopback addresses, on one port.</param>
/// <param name="Port">The port; 0 means any free port.</param>
/// <param name="Path">The only path that is served, with its slash; null if every path is served.</param>
internal sealed record ListenAddress(string Host, IPAddress[] Addresses, int Port, string? Path)
{
    public bool IsLoopback => Addresses.All(IPAddress.IsLoopback);

    /// <summary>
    /// The host for a browser on this machine. A wildcard address is replaced, because a browser cannot connect to it.
    /// </summary>
    public string BrowserHost => Addresses is [var one] && (one.Equals(IPAddress.Any) || one.Equals(IPAddress.IPv6Any)) ? "localhost" : Host;

    /// <exception cref="BindException">The text is not a valid address.</exception>
    public static ListenAddress Parse(string text)
    {
        var slash = text.IndexOf('/');
        var hostAndPort = slash < 0 ? text : text[..slash];
        var path = slash < 0 ? null : text[slash..];
        if (!Authority.TryParse(hostAndPort, out var authority) || authority.Port is not { } port || !IsPath(path))
        {
            throw new BindException(text, $"'{text}' is not an address to listen on. Write it as host:port or host:port/path, e.g. localhost:8003.");
        }

        return new ListenAddress(hostAndPort[..authority.Host.Length], Resolve(text, authority.Host), port, path);
    }

    /// <summary>Returns the address as users write it, with the port that was bound.</summary>
    public string WithPort(int port) => $"{Host}:{port.ToString(CultureInfo.InvariantCulture)}{Path}";

    private static IPAddress[] Resolve(string text, string host)
    {
        if (host == "localhost")
        {
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        }

        // Only the canonical notation is accepted: '127.1' and '0x7f.1' parse too, but do not look like the address that they mean.
        return IPAddress.TryParse(host, out var address) && host == Authority.Literal(address) ? [address] : throw new BindException(
            text, $"'{host}' is neither localhost nor an IP address in its usual notation. Listen on one of those, e.g. 127.0.0.1 or [::1].");
    }

    private static bool IsPath(string? path) => path is null
        || (path.Split('/').Skip(1).All(segment => segment is not (".." or ".") && AccessToken.IsPresentable(segment))
            && !path.Contains("//", StringComparison.Ordinal));
}
