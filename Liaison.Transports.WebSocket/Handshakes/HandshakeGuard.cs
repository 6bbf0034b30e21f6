using System.Net;
using System.Security.Claims;
using Liaison.Messages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Liaison.Transports;

/// <summary>Decides before the upgrade whether a request may become a connection. Thread-safe.</summary>
/// <remarks>
/// The guard checks the host, the origin, whether the request is a handshake, and the token, in this order. It refuses malformed
/// header values, and does not throw.
/// </remarks>
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

    /// <param name="options">Which peers are admitted.</param>
    /// <param name="pages">
    /// Admits pages of this server by their cookie. Null if the server has no pages; then its own origin is checked like any other.
    /// </param>
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

    /// <summary>The token that peers must present, or null if none is needed.</summary>
    public string? Token => _token?.Value;

    /// <summary>Describes an admitted peer: with the token as its credential, or with the proof that it still has to give.</summary>
    /// <param name="remote">The address of the peer.</param>
    /// <param name="context">The handshake of the peer.</param>
    public PeerInfo Identify(PeerInfo remote, HttpContext context)
    {
        remote = remote with { User = UserOf(context) };
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

    /// <summary>Checks only the host, for any kind of request. Returns the refusal, or null if the host is allowed.</summary>
    public Refusal? CheckHost(HttpContext context) => _hosts.Check(context);

    /// <summary>Returns the refusal of the request, or null if the request is admitted.</summary>
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
            ? new Refusal(StatusCodes.Status403Forbidden, "The cookie admits only pages of this server, but the Origin is missing or different.")
            : new Refusal(
                StatusCodes.Status401Unauthorized,
                "The token is missing or wrong. Present it as Authorization: Bearer, as ?token= or as the subprotocol liaison.token.<token>.");
    }

    // HttpContext.User would create an unknown user, which would stay in memory with the connection.
    private static ClaimsPrincipal? UserOf(HttpContext context) =>
        context.Features.Get<IHttpAuthenticationFeature>()?.User is { Identity.IsAuthenticated: true } user ? user : null;

    /// <summary>
    /// Whether the application's authorization has admitted a known user, who then needs no token. The endpoint must demand
    /// authorization: a user who was only recognised, for example by a cookie, was not checked.
    /// </summary>
    private static bool IsAuthorized(HttpContext context) =>
        UserOf(context) is not null
        && context.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null)
        && metadata.GetMetadata<IAllowAnonymous>() is null;

    /// <summary>
    /// Whether a page of this server is admitted by its cookie. A request that presents a token is judged only by the token.
    /// </summary>
    private bool AdmitPage(HttpContext context)
    {
        if (_pages is null || TokenPresentation.IsTried(context) || !PageAccess.IsOwnPage(context) || !_pages.IsKnown(context))
        {
            return false;
        }

        // Remembered here: when the peer is identified, a newer session may have replaced this cookie's session.
        context.Items[PageCredential] = true;
        return true;
    }

    private static bool IsKnownPage(HttpContext context) => context.Items.ContainsKey(PageCredential);

    private bool IsCookieOfAnotherPage(HttpContext context) =>
        _pages is not null && !TokenPresentation.IsTried(context) && PageCookie.Find(context) is not null && !PageAccess.IsOwnPage(context);

    private bool MayProveLater(HttpContext context) => _tokenInFirstMessage && !TokenPresentation.IsTried(context);

    /// <summary>
    /// A connection to the application's own listener may have no address: it came over a Unix socket, which is local.
    /// </summary>
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
