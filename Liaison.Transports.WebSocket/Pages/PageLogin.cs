using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Liaison.Transports;

/// <summary>Answers <c>/liaison/session</c>, for pages of this server only. Thread-safe.</summary>
/// <param name="access">Decides which pages are admitted.</param>
/// <param name="socketPath">The path of the WebSocket.</param>
/// <remarks>
/// A GET tells a page whether its browser is admitted, and where to connect. A POST admits the browser with the secret of a
/// one-time link.
/// </remarks>
internal sealed class PageLogin(PageAccess access, string socketPath)
{
    public const string Path = "/liaison/session";

    private const int MaxBodyBytes = 1024;

    private static readonly Refusal Unknown = new(
        StatusCodes.Status401Unauthorized, "This browser is not admitted. Open the page with a new link: a link works only once, and only for a short time.");

    /// <summary>Answers the request, or returns a refusal without answering.</summary>
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

    // Old browsers and programs do not send the header. Programs have no cookies of other sites.
    private static bool IsForeign(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin";

    private static Refusal NotAllowed(HttpResponse response)
    {
        response.Headers.Allow = "GET, POST";
        return new Refusal(StatusCodes.Status405MethodNotAllowed, "Use GET to ask for a session, and POST to create one.");
    }

    private async Task<Refusal?> ExchangeAsync(HttpContext context)
    {
        if (!PageAccess.IsOwnPage(context))
        {
            return new Refusal(StatusCodes.Status403Forbidden, "Only pages of this server may create a session, but the Origin is missing or different.");
        }

        // A form of another site can post to any address, but its browser asks (CORS preflight) before it sends JSON.
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || type.MediaType != "application/json")
        {
            return new Refusal(StatusCodes.Status415UnsupportedMediaType, "Send the link's secret as application/json.");
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
        // The server's default is to accept no bodies.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBodyBytes;
        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
        return body.RootElement.GetProperty("link"u8).GetString() ?? "";
    }

    // The path and the key contain only characters that need no escaping in JSON.
    private Task WriteAsync(HttpResponse response, string? key)
    {
        response.ContentType = "application/json";
        var page = key is null ? "" : $",\"page\":\"{key}\"";
        return response.WriteAsync($"{{\"path\":\"{socketPath}\"{page}}}\n", response.HttpContext.RequestAborted);
    }
}
