using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Connects to a WebSocket server with the client of .NET. One connector can open many connections, from any thread.</summary>
public sealed class WebSocketConnector : ICommandConnector
{
    private const string TokenSubProtocol = "liaison.token.";

    // Messages within this machine, above all the token, must not go through a proxy that an environment variable names.
    private static readonly HttpMessageInvoker Direct = CreateInvoker(useProxy: false);
    private static readonly HttpMessageInvoker ByProxy = CreateInvoker(useProxy: true);

    private readonly Uri _address;
    private readonly WebSocketConnectorOptions _options;
    private readonly WebSocketConnectionOptions _limits;

    /// <summary>Creates a connector. It opens no connection yet.</summary>
    /// <param name="address">The server's address, <c>ws://host:port/path</c> or <c>wss://host:port/path</c>.</param>
    /// <param name="options">The token and the other options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The address is not a WebSocket address.</exception>
    public WebSocketConnector(Uri address, WebSocketConnectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeWs && address.Scheme != Uri.UriSchemeWss))
        {
            throw new ArgumentException("This is not a WebSocket's address; write it as ws://host:port/path or wss://host:port/path.", nameof(address));
        }

        _address = address;
        _options = options ?? new WebSocketConnectorOptions();
        _limits = new WebSocketConnectionOptions { MaxMessageBytes = _options.MaxMessageBytes, CloseTimeout = _options.CloseTimeout };
        _limits.Validate();
    }

    // Without the query, which may contain a token.
    private string Name => _address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <inheritdoc/>
    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = CreateSocket();
        try
        {
            await socket.ConnectAsync(_address, _address.IsLoopback ? Direct : ByProxy, cancellationToken).ConfigureAwait(false);
            return new WebSocketConnection(socket, new PeerInfo("websocket", Name) { SubProtocol = AgreedOn(socket) }, _limits);
        }
        catch (WebSocketException exception)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException(Explain(status, exception), exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Follows no redirects: a server could redirect the client to any other address, which would then be taken for the host.
    /// </summary>
    private static HttpMessageInvoker CreateInvoker(bool useProxy) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = useProxy });

    private ClientWebSocket CreateSocket()
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (_options.Token is { } token)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        if (_options.Origin is { } origin)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        foreach (var name in _options.SubProtocols)
        {
            socket.Options.AddSubProtocol(name);
        }

        return socket;
    }

    // A server that knows no other subprotocol agrees to the one with the token. That name must not be shown.
    private static string? AgreedOn(ClientWebSocket socket) =>
        socket.SubProtocol is { Length: > 0 } name && !name.StartsWith(TokenSubProtocol, StringComparison.Ordinal) ? name : null;

    private string Explain(HttpStatusCode status, WebSocketException exception) => status switch
    {
        HttpStatusCode.Unauthorized =>
            $"{Name} needs a token, or the given token is wrong (401). Set the server's token in {nameof(WebSocketConnectorOptions)}.{nameof(WebSocketConnectorOptions.Token)}.",
        HttpStatusCode.Forbidden =>
            $"{Name} does not allow the origin '{_options.Origin}' (403). Have the server allow it, or send none.",
        HttpStatusCode.MisdirectedRequest =>
            $"{Name} does not go by the host name '{_address.Host}' (421). Use 'localhost', or have the server allow that name.",
        HttpStatusCode.NotFound =>
            $"The server has no WebSocket at {Name} (404). Correct the path.",
        HttpStatusCode.ServiceUnavailable =>
            $"{Name} takes no more connections (503). Close one, or raise the server's limit.",
        not 0 and not HttpStatusCode.SwitchingProtocols =>
            $"{Name} answered {(int)status} instead of opening a WebSocket. Check that a WebSocket is served there.",
        _ => ExplainFailure(exception),
    };

    private string ExplainFailure(WebSocketException exception) => (exception.InnerException as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError =>
            $"The host name of {Name} is not known. Correct it.",
        HttpRequestError.SecureConnectionError =>
            $"{Name} could not prove its identity over TLS. Trust its certificate, or use ws:// if the server has no TLS.",
        HttpRequestError.ConnectionError when IsRefused(exception) =>
            $"Nobody listens at {Name}. Start the server, or correct the port.",
        HttpRequestError.ConnectionError =>
            $"{Name} cannot be reached: {exception.InnerException.Message}. Check the address and the network.",
        _ => $"{Name} did not open a WebSocket: {exception.Message} Check that a WebSocket is served there.",
    };

    private static bool IsRefused(Exception exception) =>
        exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
}
