using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>Answers requests that are not handshakes: page requests (GET and HEAD) and session requests. Thread-safe.</summary>
internal sealed class PageServer
{
    private const string ConsolePath = "/console/";

    private readonly IReadOnlyList<IPageSource> _sources;
    private readonly string? _policy;
    private readonly bool _hasConsole;

    /// <param name="sources">The sources of pages. The first source that has a path answers.</param>
    /// <param name="access">Admits browsers by link and cookie.</param>
    /// <param name="policy">A Content-Security-Policy that replaces the strict one, or null.</param>
    /// <param name="hasConsole">Whether the console is among the sources. Its pages always have the strict policy.</param>
    private PageServer(IReadOnlyList<IPageSource> sources, PageAccess access, string? policy, bool hasConsole) =>
        (_sources, Access, _policy, _hasConsole) = (sources, access, policy, hasConsole);

    /// <summary>Admits browsers by link and cookie.</summary>
    public PageAccess Access { get; }

    /// <summary>Creates the server for the pages in the options. Returns null if the options have none.</summary>
    /// <exception cref="ArgumentException">A folder does not exist.</exception>
    public static PageServer? Create(WebSocketTransportOptions options)
    {
        var sources = new List<IPageSource>();
        if (options.Console)
        {
            sources.Add(new EmbeddedPages(typeof(PageServer).Assembly, "Console/", at: ConsolePath[1..]));
        }

        if (options.StaticFiles is { } files)
        {
            sources.Add(files.Open());
        }

        return sources.Count == 0 ? null : new PageServer(
            [new EmbeddedPages(typeof(PageServer).Assembly, "Client/", at: ""), .. sources], new PageAccess(options), options.StaticFiles?.ContentSecurityPolicy, options.Console);
    }

    /// <summary>Returns a link to a page, with a one-time secret if one is needed.</summary>
    public Uri CreateLink(ListenAddress address, int port, bool isTls, string path)
    {
        if (path is not ['/', ..] || path is [_, '/' or '\\', ..] || path.Contains('#', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{path}' is not the path of a page. Write it from the root, e.g. /index.html, without a fragment.", nameof(path));
        }

        var page = $"{(isTls ? "https" : "http")}://{address.BrowserHost}:{port.ToString(CultureInfo.InvariantCulture)}{path}";
        return new Uri(Access.CreateLink() is { } secret ? $"{page}#liaison={secret}" : page);
    }

    /// <summary>Answers a request whose Host was checked, or returns a refusal without answering.</summary>
    /// <param name="context">The request.</param>
    /// <param name="socketPath">The path at which pages connect.</param>
    public async Task<Refusal?> AnswerAsync(HttpContext context, string socketPath)
    {
        PageHeaders.Set(context, _hasConsole && context.Request.Path.StartsWithSegments(ConsolePath.TrimEnd('/')) ? null : _policy);
        if (context.Request.Path == PageLogin.Path)
        {
            return await new PageLogin(Access, socketPath).AnswerAsync(context).ConfigureAwait(false);
        }

        var (request, response) = (context.Request, context.Response);
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            await AnswerPageAsync(context).ConfigureAwait(false);
        }
        else
        {
            response.Headers.Allow = "GET, HEAD";
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "Pages are only read here: GET or HEAD.").ConfigureAwait(false);
        }

        return null;
    }

    private async Task AnswerPageAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!PagePath.TryParse(request.Path, out var path) || (Find(path) is null && path.IsFolder))
        {
            await NotFoundAsync(context).ConfigureAwait(false);
        }
        else if (Find(path) is { } file)
        {
            await SendAsync(file, context).ConfigureAwait(false);
        }
        else if (Find(path.AsFolder()) is not null)
        {
            // Relative links in the index file start at the folder.
            response.Redirect(new PathString(path.AsFolder().ToString()).ToUriComponent() + request.QueryString.ToUriComponent());
        }
        else
        {
            await NotFoundAsync(context).ConfigureAwait(false);
        }
    }

    private PageFile? Find(PagePath path) => _sources.Select(source => source.Find(path)).FirstOrDefault(file => file is not null);

    private static async Task SendAsync(PageFile file, HttpContext context)
    {
        try
        {
            await file.AnswerAsync(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException
            && !context.Response.HasStarted)
        {
            await NotFoundAsync(context).ConfigureAwait(false);
        }
    }

    private static Task NotFoundAsync(HttpContext context) => RefuseAsync(context, StatusCodes.Status404NotFound, "There is no page at this path.");

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = default;
        context.Response.Headers.LastModified = default;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(reason + "\n", context.RequestAborted);
    }
}
