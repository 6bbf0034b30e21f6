using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>The cookie that identifies a browser which followed a one-time link.</summary>
internal static class PageCookie
{
    /// <summary>Returns the secret that the browser presents, or null if it presents none.</summary>
    public static string? Find(HttpContext context) => context.Request.Cookies[NameOf(context)];

    /// <summary>
    /// Gives the secret to the browser, until the browser is closed. No script can read it, and no page of another site sends it.
    /// </summary>
    public static void Give(HttpContext context, string secret) => context.Response.Cookies.Append(NameOf(context), secret, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
    });

    // Browsers send a cookie to every port of its host, so the name contains the port: otherwise two applications would overwrite each
    // other's cookie. With the prefix the browser accepts the cookie only from this host (RFC 6265bis, section 4.1.3). The prefix
    // requires TLS.
    private static string NameOf(HttpContext context) =>
        (context.Request.IsHttps ? "__Host-liaison-" : "liaison-") + context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
}
