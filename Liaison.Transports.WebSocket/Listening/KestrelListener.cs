using System.Buffers;
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

/// <summary>Kestrel alone: without a host, without configuration from files or the environment, without signal handlers.</summary>
internal sealed class KestrelListener : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly RequestDelegate _handler;
    private readonly WebApplication _services;
    private readonly MemoryPool<byte> _pool;

    /// <param name="sockets">The sockets to listen on. The caller owns them, and disposes them to stop listening.</param>
    /// <param name="options">The limits and the certificate of the server.</param>
    /// <param name="loggerFactory">The log for the server's warnings.</param>
    /// <param name="handler">Answers the requests.</param>
    public KestrelListener(ListenSockets sockets, WebSocketTransportOptions options, ILoggerFactory loggerFactory, RequestDelegate handler)
    {
        _handler = handler;
        var quiet = new WarningsOnlyLoggerFactory(loggerFactory);
        _services = CreateServices(quiet, tls: options.Certificate is not null);
        _pool = _services.Services.GetRequiredService<IMemoryPoolFactory<byte>>().Create();
        var transport = new SocketListenerFactory(sockets, _pool);
        _server = new KestrelServer(Options.Create(ServerOptions(sockets.EndPoints, options, _services.Services)), transport, quiet);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(this, cancellationToken);

    /// <summary>Waits until every request has ended. When the token fires, the remaining requests are aborted.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _services.DisposeAsync().ConfigureAwait(false);
        _pool.Dispose();
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures) { RequestServices = _services.Services };

    public Task ProcessRequestAsync(HttpContext context) => _handler(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // The context needs no disposal.
    }

    /// <summary>
    /// Creates services that only an application builder registers: the server's memory pool and the services for TLS. The
    /// application itself never runs.
    /// </summary>
    private static WebApplication CreateServices(ILoggerFactory loggerFactory, bool tls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggerFactory);
        builder.WebHost.UseKestrelCore();
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
        limits.MaxConcurrentUpgradedConnections = null; // ConnectionSlots counts these, and can answer with a refusal
        limits.RequestHeadersTimeout = options.HandshakeTimeout;
        limits.KeepAliveTimeout = options.HandshakeTimeout; // also limits the wait for the first byte of a connection
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
