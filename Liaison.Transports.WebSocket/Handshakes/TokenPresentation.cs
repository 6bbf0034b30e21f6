using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Liaison.Transports;

/// <summary>Finds what a peer presents as its token: a header, a query parameter, or a subprotocol, since a web page can set no header.</summary>
internal static class TokenPresentation
{
    public const string SubProtocolPrefix = "liaison.token.";

    private const string Scheme = "Bearer ";

    /// <summary>The first that is presented; null where there is none, or one of its kind too many.</summary>
    public static string? Find(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count > 1)
        {
            return null;
        }

        // Other schemes are somebody else's: a proxy's, or the application's own.
        if (header is [{ } credentials] && credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return credentials[Scheme.Length..].Trim(' ');
        }

        return context.Request.Query.TryGetValue("token", out var query) ? Single(query) : Single(SubProtocolTokens(context));
    }

    /// <summary>Whether the peer presents anything at all, be it right or wrong.</summary>
    public static bool IsTried(HttpContext context) =>
        context.Request.Headers.Authorization.Any(value => value?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true)
        || context.Request.Query.ContainsKey("token")
        || SubProtocolTokens(context).Count > 0;

    private static string? Single(StringValues values) => values is [{ } value] ? value : null;

    private static StringValues SubProtocolTokens(HttpContext context)
    {
        var tokens = StringValues.Empty;
        foreach (var name in context.WebSockets.WebSocketRequestedProtocols)
        {
            if (name.StartsWith(SubProtocolPrefix, StringComparison.Ordinal))
            {
                tokens = StringValues.Concat(tokens, name[SubProtocolPrefix.Length..]);
            }
        }

        return tokens;
    }
}
