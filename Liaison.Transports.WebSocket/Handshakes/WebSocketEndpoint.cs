using System.Net;
using System.Net.WebSockets;
using Liaison.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Liaison.Transports;

/// <summary>Turns HTTP requests into connections, or refuses them. Thread-safe.</summary>
internal sealed class WebSocketEndpoint
{
    private readonly WebSocketTransportOptions _options;
    private readonly HandshakeGuard _guard;
    private readonly ILogger _logger;
    private readonly Func<ServedConnection, CancellationToken, Task> _serve;
    private readonly WebSocketMiddleware _webSockets;

    /// <param name="options">Which peers are admitted, and the limits.</param>
    /// <param name="loggerFactory">The log for refusals.</param>
    /// <param name="serve">Serves a connection until it ends. The token fires when the request is aborted.</param>
    /// <param name="pages">Admits pages of this server by their cookie, or null if the server has no pages.</param>
    /// <exception cref="ArgumentException">An option is malformed or out of range.</exception>
    public WebSocketEndpoint(
        WebSocketTransportOptions options, ILoggerFactory loggerFactory, Func<ServedConnection, CancellationToken, Task> serve, PageAccess? pages = null)
    {
        options.Validate();
        _options = options;
        _guard = new HandshakeGuard(options, pages);
        _logger = loggerFactory.CreateLogger("Liaison.Transports.WebSocket");
        _serve = serve;
        Slots = new ConnectionSlots(options.MaxConnections);

        // The middleware's origin check stays off: the guard checks origins earlier and more strictly.
        _webSockets = new WebSocketMiddleware(HandleAsync, Options.Create(new WebSocketOptions()), loggerFactory);
    }

    public string? Token => _guard.Token;

    public ConnectionSlots Slots { get; }

    public Task InvokeAsync(HttpContext context)
    {
        // Must come before the middleware, which keeps the upgrade feature that it finds.
        if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
        {
            context.Features.Set<IHttpUpgradeFeature>(new BatchingUpgrade(upgrade, context.Features.Get<SocketLink>()));
        }

        return _webSockets.Invoke(context);
    }

    /// <summary>Checks the host of a request that is not a handshake. Returns the refusal, or null if the host is allowed.</summary>
    public Refusal? CheckHost(HttpContext context) => _guard.CheckHost(context);

    /// <summary>Answers with the refusal's status and one line of text, and closes the HTTP connection.</summary>
    public Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        HandshakeLog.Refused(_logger, NameOf(context.Connection), refusal.Status, refusal.Reason);
        var response = context.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        // HTTP/2 has no upgrades and no separate connection for each request (RFC 9113, section 8.2.2).
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            response.Headers.Connection = "close";
            if (refusal.Status == StatusCodes.Status426UpgradeRequired)
            {
                response.Headers.Connection = "close, Upgrade";
                response.Headers.Upgrade = "websocket";
                response.Headers.SecWebSocketVersion = "13"; // RFC 6455, section 4.4
            }
        }

        return response.WriteAsync(refusal.Reason + "\n", context.RequestAborted);
    }

    private Task HandleAsync(HttpContext context)
    {
        if (_guard.Check(context) is { } refusal)
        {
            return RefuseAsync(context, refusal);
        }

        return Slots.TryTake() ? ServeAsync(context) : RefuseAsync(context, new Refusal(
            StatusCodes.Status503ServiceUnavailable,
            $"The server accepts no more connections: {nameof(WebSocketTransportOptions.MaxConnections)} is reached, or the server is stopping."));
    }

    private async Task ServeAsync(HttpContext context)
    {
        // The minimum rate is meant for downloads: a peer that answers pings may read as slowly as it likes. The rate is restored
        // for the last bytes; otherwise a peer that never reads them would occupy the server forever.
        var rate = context.Features.Get<IHttpMinResponseDataRateFeature>();
        var minimum = rate?.MinDataRate;
        var abort = new LingeringAbort(context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>());
        context.Features.Set<IHttpRequestLifetimeFeature>(abort);
        try
        {
            rate?.MinDataRate = null;
            if (await UpgradeAsync(context).ConfigureAwait(false) is { } connection)
            {
                // A detached connection outlives its request. It ends when it is disposed.
                var served = ServeAsync(connection);
                if (!connection.IsDetached)
                {
                    await served.ConfigureAwait(false);
                }
            }
        }
        finally
        {
            rate?.MinDataRate = minimum;
            abort.End();
        }
    }

    private async Task ServeAsync(ServedConnection connection)
    {
        await using (connection.ConfigureAwait(false))
        {
            using var deadline = AdmissionDeadline.Begin(connection, _options.HandshakeTimeout, _logger);
            await _serve(connection, connection.Gone).ConfigureAwait(false);
        }
    }

    /// <summary>Upgrades the request. The connection then owns the slot.</summary>
    /// <remarks>If the peer has left, releases the slot and returns null.</remarks>
    private async Task<ServedConnection?> UpgradeAsync(HttpContext context)
    {
        try
        {
            var accept = new WebSocketAcceptContext
            {
                SubProtocol = SubProtocolChoice.Choose(context.WebSockets.WebSocketRequestedProtocols, _options.SubProtocols),
                KeepAliveInterval = _options.KeepAliveInterval,
                KeepAliveTimeout = _options.KeepAliveTimeout,
            };
            var socket = await context.WebSockets.AcceptWebSocketAsync(accept).ConfigureAwait(false);
            var upgrade = context.Features.Get<IHttpUpgradeFeature>() as BatchingUpgrade;
            return upgrade?.Detached is { } gone
                ? new ServedConnection(LinkOver(Recreate(socket, upgrade.Stream!), context), Slots, isDetached: true, gone)
                : new ServedConnection(LinkOver(socket, context), Slots, isDetached: false, context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            HandshakeLog.LeftDuringHandshake(_logger, NameOf(context.Connection));
            Slots.Release();
            return null;
        }
    }

    /// <summary>Creates the WebSocket again without the request, which would otherwise stay in memory with it.</summary>
    private WebSocket Recreate(WebSocket accepted, BatchingStream stream)
    {
        var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            SubProtocol = accepted.SubProtocol,
            KeepAliveInterval = _options.KeepAliveInterval,
            KeepAliveTimeout = _options.KeepAliveTimeout,
        });
        accepted.Dispose();
        return socket;
    }

    private WebSocketConnection LinkOver(WebSocket socket, HttpContext context)
    {
        var remote = new PeerInfo("websocket", NameOf(context.Connection))
        {
            // The accepted subprotocol may be the one that carried the token, which must not be shown.
            SubProtocol = _options.SubProtocols.FirstOrDefault(name => name == socket.SubProtocol),
        };
        var stream = (context.Features.Get<IHttpUpgradeFeature>() as BatchingUpgrade)?.Stream;
        return new WebSocketConnection(socket, _guard.Identify(remote, context), _options.ConnectionOptions, stream);
    }

    private static string NameOf(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } address ? new IPEndPoint(address, connection.RemotePort).ToString() : "local";
}
