using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>The cookie by which a browser is known that followed a one-time link.</summary>
internal static class PageCookie
{
    /// <summary>The secret that the browser presents; null where it presents none.</summary>
    public static string? Find(HttpContext context) => context.Request.Cookies[NameOf(context)];

    /// <summary>Gives the browser the secret. It is the browser's until that is closed: no script reads it, and no page of another site sends it.</summary>
    public static void Give(HttpContext context, string secret) => context.Response.Cookies.Append(NameOf(context), secret, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
    });

    // Browsers send a cookie to every port of its host, so that two applications with one name would take it from each other. The prefix has
    // the browser take the cookie from nobody else (RFC 6265bis, section 4.1.3); without TLS there is none.
    private static string NameOf(HttpContext context) =>
        (context.Request.IsHttps ? "__Host-liaison-" : "liaison-") + context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
}
