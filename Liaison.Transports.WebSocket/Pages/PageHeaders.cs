using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>The headers of every answer to a page request: what the page may do, and what other sites may do with the page.</summary>
internal static class PageHeaders
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; connect-src 'self'";

    /// <summary>Sets the headers.</summary>
    /// <param name="context">A request whose Host was checked.</param>
    /// <param name="policy">The host's own Content-Security-Policy, or null for the strict one.</param>
    public static void Set(HttpContext context, string? policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy ?? Policy + OwnWebSocket(context.Request);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // The browser keeps its copy but asks each time, so a new version of the application shows at once.
        headers.CacheControl = "no-cache";
    }

    // For browsers in which 'self' does not include WebSockets. The grammar of the policy has no IPv6 addresses.
    private static string OwnWebSocket(HttpRequest request) =>
        Authority.TryParse(request.Host.Value, out var host) && host.Host[0] != '[' ? $" {(request.IsHttps ? "wss" : "ws")}://{host}" : "";
}
