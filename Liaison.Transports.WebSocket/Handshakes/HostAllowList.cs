using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>The allowed values of the <c>Host</c> header.</summary>
/// <remarks>
/// This protects from DNS rebinding: a page whose own name was made to resolve to this machine still sends that name in <c>Host</c>.
/// </remarks>
internal sealed class HostAllowList
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private readonly List<Authority> _more = [];

    /// <exception cref="ArgumentException">An entry is not a host name with or without a port.</exception>
    public HostAllowList(IEnumerable<string> more)
    {
        foreach (var text in more)
        {
            if (!Authority.TryParse(text, out var authority))
            {
                throw new ArgumentException(
                    $"'{text}' in {nameof(WebSocketTransportOptions.AllowedHosts)} is not a host. Write it as name or name:port.", nameof(more));
            }

            _more.Add(authority);
        }
    }

    public Refusal? Check(HttpContext context)
    {
        var values = context.Request.Headers.Host;
        if (values is not [{ } text] || !Authority.TryParse(text, out var host))
        {
            return new Refusal(StatusCodes.Status421MisdirectedRequest, "The Host header is missing or malformed.");
        }

        return Allows(host, context) ? null : new Refusal(
            StatusCodes.Status421MisdirectedRequest,
            $"This server does not accept the host name '{host}'. Use localhost, or list the name in {nameof(WebSocketTransportOptions.AllowedHosts)}.");
    }

    private bool Allows(Authority host, HttpContext context)
    {
        var local = context.Connection.LocalPort;
        var isLocalPort = (host.Port ?? (context.Request.IsHttps ? 443 : 80)) == local;
        foreach (var allowed in _more)
        {
            // Browsers leave out the ports 80 and 443, and a proxy may end TLS, so that this server does not know which one was meant.
            var isPort = allowed.Port is null ? isLocalPort || host.Port is null : host.Port == allowed.Port || (host.Port is null && allowed.Port is 80 or 443);
            if (isPort && allowed.Host == host.Host)
            {
                return true;
            }
        }

        return isLocalPort && (Loopback.Contains(host.Host)
            || (context.Connection.LocalIpAddress is { } address && host.Host == Authority.Literal(address)));
    }
}
