using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Liaison.Transports;

/// <summary>Kestrel by itself: no host around it, no configuration read from files or the environment, no signal handlers.</summary>
internal sealed class KestrelListener : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly RequestDelegate _handler;
    private readonly WebApplication _services;

    /// <param name="sockets">Where to listen. They stay the caller's, who stops the listening by disposing them.</param>
    /// <param name="options">The server's limits and certificate.</param>
    /// <param name="loggerFactory">Where the server logs its warnings.</param>
    /// <param name="handler">Answers the requests.</param>
    public KestrelListener(ListenSockets sockets, WebSocketTransportOptions options, ILoggerFactory loggerFactory, RequestDelegate handler)
    {
        _handler = handler;
        var quiet = new WarningsOnlyLoggerFactory(loggerFactory);
        _services = CreateServices(sockets, quiet, tls: options.Certificate is not null);
        var transport = _services.Services.GetRequiredService<IConnectionListenerFactory>();
        _server = new KestrelServer(Options.Create(ServerOptions(sockets.EndPoints, options, _services.Services)), transport, quiet);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(this, cancellationToken);

    /// <summary>Waits until every request has ended; those that have not when the token fires are cut off.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures) { RequestServices = _services.Services };

    public Task ProcessRequestAsync(HttpContext context) => _handler(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing of it outlives the request.
    }

    /// <summary>
    /// What only an application's builder registers: the server's own pool of memory, without which its transport allocates what it
    /// receives into, and what TLS wants. The application itself never runs.
    /// </summary>
    private static WebApplication CreateServices(ListenSockets sockets, ILoggerFactory loggerFactory, bool tls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggerFactory);
        builder.WebHost.UseKestrelCore().UseSockets(transport => transport.CreateBoundListenSocket = sockets.Find);
        if (tls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        return builder.Build();
    }

    private static KestrelServerOptions ServerOptions(
        IEnumerable<EndPoint> endPoints, WebSocketTransportOptions options, IServiceProvider services)
    {
        var server = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
        var limits = server.Limits;
        limits.MaxRequestLineSize = options.MaxHandshakeBytes;
        limits.MaxRequestHeadersTotalSize = options.MaxHandshakeBytes;
        limits.MaxRequestBodySize = 0;
        limits.MaxConcurrentConnections = options.MaxPendingHandshakes;
        limits.MaxConcurrentUpgradedConnections = null; // counted by ConnectionSlots, which can answer
        limits.RequestHeadersTimeout = options.HandshakeTimeout;
        limits.KeepAliveTimeout = options.HandshakeTimeout; // the name hides it: also the wait for a connection's first byte
        foreach (var endPoint in endPoints)
        {
            server.Listen(endPoint, listen => Configure(listen, options));
        }

        return server;
    }

    private static void Configure(ListenOptions listen, WebSocketTransportOptions options)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (options.Certificate is { } certificate)
        {
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificate,
                HandshakeTimeout = options.HandshakeTimeout,
            });
        }
    }
}
