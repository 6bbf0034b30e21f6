using System.Net;
using Liaison.Messages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>
/// Decides, before the upgrade, whether a request may become a connection: by its host, then its origin, then whether it is a
/// handshake at all, then its token. Whatever the headers hold, it refuses and does not throw. Safe from any thread.
/// </summary>
internal sealed class HandshakeGuard
{
    private const string TokenCredential = "token";
    private const string UserCredential = "user";
    private const string PageCredential = "page";

    private readonly HostAllowList _hosts;
    private readonly HashSet<Origin> _origins = [];
    private readonly AccessToken? _token;
    private readonly bool _tokenInFirstMessage;
    private readonly PageAccess? _pages;

    /// <param name="options">Who is let in.</param>
    /// <param name="pages">Lets in pages of the same server by their cookie; null where it serves none, and its own origin is as foreign as any.</param>
    /// <exception cref="ArgumentException">The token, an origin or a host is malformed.</exception>
    public HandshakeGuard(WebSocketTransportOptions options, PageAccess? pages = null)
    {
        _pages = pages;
        _hosts = new HostAllowList(options.AllowedHosts);
        foreach (var text in options.AllowedOrigins)
        {
            _origins.Add(Origin.TryParse(text, out var origin) ? origin : throw new ArgumentException(
                $"'{text}' in {nameof(WebSocketTransportOptions.AllowedOrigins)} is not an origin. "
                + "Write it as scheme://host or scheme://host:port with nothing after it, or as file:// or null.", nameof(options)));
        }

        if (!options.AnyLocalProcess)
        {
            _token = options.Token is null ? AccessToken.Generate() : new AccessToken(options.Token);
            _tokenInFirstMessage = options.TokenInFirstMessage;
        }
    }

    /// <summary>The token to present; null where none is wanted.</summary>
    public string? Token => _token?.Value;

    /// <summary>Who a peer is that was let in: with the token as its credential, or with what it still has to prove.</summary>
    /// <param name="remote">Where the peer is.</param>
    /// <param name="context">Its handshake.</param>
    public PeerInfo Identify(PeerInfo remote, HttpContext context)
    {
        remote = remote with { User = context.User.Identity?.IsAuthenticated == true ? context.User : null };
        if (IsAuthorized(context))
        {
            return remote with { Credential = UserCredential };
        }

        if (_token is not { } token)
        {
            return remote;
        }

        if (IsKnownPage(context))
        {
            return remote with { Credential = PageCredential };
        }

        return MayProveLater(context)
            ? remote with { Admission = new Admission(TokenCredential, token.Matches) }
            : remote with { Credential = TokenCredential };
    }

    /// <summary>Why a request is refused for its host, whatever else it asks for; null where it is not.</summary>
    public Refusal? CheckHost(HttpContext context) => _hosts.Check(context);

    /// <summary>Why the request is refused; null where it is let in.</summary>
    public Refusal? Check(HttpContext context) =>
        _hosts.Check(context) ?? CheckOrigin(context) ?? CheckUpgrade(context) ?? CheckToken(context);

    private Refusal? CheckOrigin(HttpContext context)
    {
        var values = context.Request.Headers.Origin;
        if (values.Count == 0)
        {
            return null;
        }

        if (values is not [{ } text] || !Origin.TryParse(text, out var origin))
        {
            return new Refusal(StatusCodes.Status403Forbidden, "The Origin header is malformed.");
        }

        return _origins.Contains(origin) || (_pages is not null && PageAccess.IsOwn(origin, context.Request)) ? null : new Refusal(
            StatusCodes.Status403Forbidden,
            $"Pages from '{origin}' may not connect. List it in {nameof(WebSocketTransportOptions.AllowedOrigins)} if they should.");
    }

    private static Refusal? CheckUpgrade(HttpContext context) => context.WebSockets.IsWebSocketRequest ? null : new Refusal(
        StatusCodes.Status426UpgradeRequired, "Only WebSocket connections are served here.");

    private Refusal? CheckToken(HttpContext context)
    {
        if (IsAuthorized(context))
        {
            return null;
        }

        if (_token is null)
        {
            return IsLocal(context.Connection.RemoteIpAddress) ? null : new Refusal(
                StatusCodes.Status401Unauthorized, "Without a token, only processes of the same machine may connect.");
        }

        if (AdmitPage(context) || MayProveLater(context) || (TokenPresentation.Find(context) is { } presented && _token.Matches(presented)))
        {
            return null;
        }

        return IsCookieOfAnotherPage(context)
            ? new Refusal(StatusCodes.Status403Forbidden, "The cookie of this server's pages lets in those pages alone; the Origin is another one, or missing.")
            : new Refusal(
                StatusCodes.Status401Unauthorized,
                "The token is missing or wrong. Present it as Authorization: Bearer, as ?token= or as the subprotocol liaison.token.<token>.");
    }

    /// <summary>
    /// Whether the application's authorization has let in a user it knows, who needs no token then. That the endpoint demands it is
    /// part of the question: a user that was merely recognised, by a cookie say, has not been judged.
    /// </summary>
    private static bool IsAuthorized(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true
        && context.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null)
        && metadata.GetMetadata<IAllowAnonymous>() is null;

    /// <summary>Whether a page of this server is let in by its cookie. What presents a token is judged by the token.</summary>
    private bool AdmitPage(HttpContext context)
    {
        if (_pages is null || TokenPresentation.IsTried(context) || !PageAccess.IsOwnPage(context) || !_pages.IsKnown(context))
        {
            return false;
        }

        // The cookie may have had to make room for another one when the peer is named.
        context.Items[PageCredential] = true;
        return true;
    }

    private static bool IsKnownPage(HttpContext context) => context.Items.ContainsKey(PageCredential);

    private bool IsCookieOfAnotherPage(HttpContext context) =>
        _pages is not null && !TokenPresentation.IsTried(context) && PageCookie.Find(context) is not null && !PageAccess.IsOwnPage(context);

    private bool MayProveLater(HttpContext context) => _tokenInFirstMessage && !TokenPresentation.IsTried(context);

    /// <summary>An application's own listener may have no address at all: a Unix socket, which is local.</summary>
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
