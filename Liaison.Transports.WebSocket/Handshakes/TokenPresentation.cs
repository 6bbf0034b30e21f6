using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Liaison.Transports;

/// <summary>
/// Finds the token that a peer presents: in a header, in a query parameter, or in a subprotocol (a web page cannot set headers).
/// </summary>
internal static class TokenPresentation
{
    public const string SubProtocolPrefix = "liaison.token.";

    private const string Scheme = "Bearer ";

    /// <summary>Returns the first token. Returns null if there is none, or if one kind appears more than once.</summary>
    public static string? Find(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count > 1)
        {
            return null;
        }

        // Other schemes belong to a proxy or to the application.
        if (header is [{ } credentials] && credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return credentials[Scheme.Length..].Trim(' ');
        }

        return context.Request.Query.TryGetValue("token", out var query) ? Single(query) : Single(SubProtocolTokens(context));
    }

    /// <summary>Whether the peer presents any token, right or wrong.</summary>
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
