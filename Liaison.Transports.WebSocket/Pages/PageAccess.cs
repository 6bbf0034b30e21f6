using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>Admits pages of this server. Thread-safe.</summary>
/// <remarks>
/// A browser exchanges a one-time link for a cookie and a key. Together they replace the token, but only for pages of this server.
/// </remarks>
internal sealed class PageAccess(WebSocketTransportOptions options)
{
    private readonly PageLinks _links = new(options.MaxPageLinks, options.PageLinkLifetime, options.Clock);
    private readonly PageSessions _sessions = new(options.MaxPageSessions);

    /// <summary>
    /// Whether a page of this server sent the request: scheme, host and port of the origin are those that the request was sent to.
    /// </summary>
    /// <param name="context">A request whose Host was checked.</param>
    public static bool IsOwnPage(HttpContext context)
    {
        var request = context.Request;
        return request.Headers.Origin is [{ } text] && Origin.TryParse(text, out var origin) && IsOwn(origin, request);
    }

    /// <inheritdoc cref="IsOwnPage"/>
    public static bool IsOwn(Origin origin, HttpRequest request) => Origin.TryParse($"{request.Scheme}://{request.Host.Value}", out var own) && origin == own;

    /// <summary>Creates a one-time link and returns its secret; null if no token is needed.</summary>
    public string? CreateLink() => options.AnyLocalProcess ? null : _links.Add();

    /// <summary>Whether the browser presents a valid cookie with its key, or needs none.</summary>
    public bool IsKnown(HttpContext context) => options.AnyLocalProcess
        || (PageCookie.Find(context) is { } cookie && context.Request.Query["page"] is [{ } key] && _sessions.Has(cookie, key));

    /// <summary>
    /// Gives the browser a cookie in exchange for the secret of a link. Returns false if the link was used before, is too old, or
    /// never existed.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="secret">The secret of the link.</param>
    /// <param name="key">The key that the page must keep; null if the page needs no new key.</param>
    public bool TryExchange(HttpContext context, string secret, out string? key)
    {
        key = null;
        if (!_links.TrySpend(secret))
        {
            // If this browser is admitted already, a used link does no harm.
            return IsKnown(context);
        }

        var session = _sessions.Add();
        PageCookie.Give(context, session.Cookie.Value);
        key = session.Key.Value;
        return true;
    }
}
