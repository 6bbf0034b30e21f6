using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>
/// Lets this server's own pages connect: a one-time link is exchanged for a cookie and a key, and the two stand for the token, for pages of
/// this server alone. Safe from any thread.
/// </summary>
internal sealed class PageAccess(WebSocketTransportOptions options)
{
    private readonly PageLinks _links = new(options.MaxPageLinks, options.PageLinkLifetime, options.Clock);
    private readonly PageSessions _sessions = new(options.MaxPageSessions);

    /// <summary>Whether the request was sent by a page of this server: scheme, host and port are all those that it was sent to.</summary>
    /// <param name="context">A request whose Host was checked.</param>
    public static bool IsOwnPage(HttpContext context)
    {
        var request = context.Request;
        return request.Headers.Origin is [{ } text] && Origin.TryParse(text, out var origin) && IsOwn(origin, request);
    }

    /// <inheritdoc cref="IsOwnPage"/>
    public static bool IsOwn(Origin origin, HttpRequest request) => Origin.TryParse($"{request.Scheme}://{request.Host.Value}", out var own) && origin == own;

    /// <summary>The secret of a new one-time link; null where no token is wanted, so that there is nothing to prove.</summary>
    public string? CreateLink() => options.AnyLocalProcess ? null : _links.Add();

    /// <summary>Whether the browser presents a cookie and its key that it was given here, or needs none.</summary>
    public bool IsKnown(HttpContext context) => options.AnyLocalProcess
        || (PageCookie.Find(context) is { } cookie && context.Request.Query["page"] is [{ } key] && _sessions.Has(cookie, key));

    /// <summary>Gives the browser a cookie for the secret of a link. False where the link was followed before, or is too old, or never was.</summary>
    /// <param name="context">The request.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="key">What the page has to keep; null where it needs nothing new.</param>
    public bool TryExchange(HttpContext context, string secret, out string? key)
    {
        key = null;
        if (!_links.TrySpend(secret))
        {
            // A link that this browser followed before does no harm.
            return IsKnown(context);
        }

        var session = _sessions.Add();
        PageCookie.Give(context, session.Cookie.Value);
        key = session.Key.Value;
        return true;
    }
}
