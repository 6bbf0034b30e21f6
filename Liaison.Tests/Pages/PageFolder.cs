using Liaison.Tests.WebSockets;
using Liaison.Transports;

namespace Liaison.Tests.Pages;

/// <summary>A temporary folder with files, a transport that serves them, and a client that asks for them.</summary>
internal sealed class PageFolder : IAsyncDisposable
{
    private readonly HttpClient _client;

    private PageFolder(string root, WebSocketTransport transport)
    {
        (Root, Transport) = (root, transport);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            BaseAddress = new Uri("http://" + transport.Address),
        };
    }

    /// <summary>The folder that holds the served one, which is <c>site</c>.</summary>
    public string Root { get; }

    public string Site => Path.Combine(Root, "site");

    public WebSocketTransport Transport { get; }

    public Uri Address => _client.BaseAddress!;

    /// <summary>Its own origin, as browsers write it.</summary>
    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public static Task<PageFolder> OpenAsync(WebSocketTransportOptions? options = null, params (string Path, string Text)[] files) =>
        OpenAsync(options, "127.0.0.1:0", files);

    /// <summary>The same at an address.</summary>
    public static async Task<PageFolder> OpenAsync(WebSocketTransportOptions? options, string address, params (string Path, string Text)[] files)
    {
        var root = Directory.CreateTempSubdirectory("liaison-pages-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "site"));
        var transport = await Served.BindAsync((options ?? new WebSocketTransportOptions()) with
        {
            StaticFiles = options?.StaticFiles is { } given ? given with { Folder = Path.Combine(root, "site") } : new StaticFilesOptions(Path.Combine(root, "site")),
        }, address);
        var folder = new PageFolder(root, transport);
        foreach (var (path, text) in files.Append(("index.html", "<!doctype html><title>Home</title>")))
        {
            folder.Write(path, text);
        }

        return folder;
    }

    /// <summary>Writes a file of the served folder.</summary>
    public string Write(string path, string text)
    {
        var full = Path.Combine(Site, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, cancellationToken, headers);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request, cancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            return await _client.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>What is answered to a request line that an HTTP client would have made tidy first.</summary>
    public async Task<string> GetRawAsync(string target, CancellationToken cancellationToken)
    {
        using var peer = await RawPeer.ConnectAsync(Transport.Address, cancellationToken);
        await peer.SendAsync(
            System.Text.Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: {Transport.Address}\r\nConnection: close\r\n\r\n"), cancellationToken);
        return await peer.ReadToEndAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Transport.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
