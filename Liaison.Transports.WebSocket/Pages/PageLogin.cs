using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Liaison.Transports;

/// <summary>
/// Answers <c>/liaison/session</c>: a GET tells a page whether its browser is let in, and where to connect; a POST lets the browser in by the
/// secret of a one-time link. Only for pages of this server. Safe from any thread.
/// </summary>
/// <param name="access">Who is let in.</param>
/// <param name="socketPath">The path of the WebSocket.</param>
internal sealed class PageLogin(PageAccess access, string socketPath)
{
    public const string Path = "/liaison/session";

    private const int MaxBodyBytes = 1024;

    private static readonly Refusal Unknown = new(
        StatusCodes.Status401Unauthorized, "This browser is not let in. Open the page by a new link: a link can be followed once, and not for long.");

    /// <summary>Answers, but for a request that is to be refused.</summary>
    /// <param name="context">A request whose Host was checked.</param>
    public async Task<Refusal?> AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var refusal = context.Request.Method switch
        {
            _ when IsForeign(context.Request) => new Refusal(StatusCodes.Status403Forbidden, "Only pages of this server may ask for a session."),
            "GET" => access.IsKnown(context) ? null : Unknown,
            "POST" => await ExchangeAsync(context).ConfigureAwait(false),
            _ => NotAllowed(context.Response),
        };
        if (refusal is null && !context.Response.HasStarted)
        {
            await WriteAsync(context.Response, key: null).ConfigureAwait(false);
        }

        return refusal;
    }

    // Absent in old browsers, and in programs, which have no cookies of anybody else.
    private static bool IsForeign(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin";

    private static Refusal NotAllowed(HttpResponse response)
    {
        response.Headers.Allow = "GET, POST";
        return new Refusal(StatusCodes.Status405MethodNotAllowed, "A session is asked for by GET, and made by POST.");
    }

    private async Task<Refusal?> ExchangeAsync(HttpContext context)
    {
        if (!PageAccess.IsOwnPage(context))
        {
            return new Refusal(StatusCodes.Status403Forbidden, "Only pages of this server may make a session: the Origin is another one, or missing.");
        }

        // A form of another site can be sent anywhere; its browser asks before it sends JSON.
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || type.MediaType != "application/json")
        {
            return new Refusal(StatusCodes.Status415UnsupportedMediaType, "The link's secret is sent as application/json.");
        }

        try
        {
            var secret = await ReadAsync(context).ConfigureAwait(false);
            if (!access.TryExchange(context, secret, out var key))
            {
                return Unknown;
            }

            await WriteAsync(context.Response, key).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new Refusal(StatusCodes.Status400BadRequest, "The body has to be {\"link\":\"<secret>\"}.");
        }
        catch (BadHttpRequestException exception)
        {
            return new Refusal(exception.StatusCode, "The body cannot be read: it is too long, too slow or malformed.");
        }
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        // The server as a whole takes no bodies.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBodyBytes;
        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
        return body.RootElement.GetProperty("link"u8).GetString() ?? "";
    }

    // Both are made of characters that stand for themselves in JSON.
    private Task WriteAsync(HttpResponse response, string? key)
    {
        response.ContentType = "application/json";
        var page = key is null ? "" : $",\"page\":\"{key}\"";
        return response.WriteAsync($"{{\"path\":\"{socketPath}\"{page}}}\n", response.HttpContext.RequestAborted);
    }
}
