using Liaison.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Liaison.Transports;

/// <summary>Adds WebSocket to a host that is being built.</summary>
public static class WebSocketTransportBuilderExtensions
{
    /// <summary>Makes the host listen for WebSocket peers on its own server (<see cref="WebSocketTransport"/>).</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="address">The address to listen on: <c>host:port</c> or <c>host:port/path</c>.</param>
    /// <param name="options">
    /// Which peers may connect. Null uses the defaults, with the names of the host's protocols as subprotocols. If the options have
    /// no log, the application's log is used.
    /// </param>
    /// <param name="created">
    /// Receives the transport when the host is created, before the transport is bound. Keep it to read its address or token, or to
    /// create a link, later.
    /// </param>
    public static TBuilder AddWebSocket<TBuilder>(
        this TBuilder builder, string address, WebSocketTransportOptions? options = null, Action<WebSocketTransport>? created = null)
        where TBuilder : ITransportBuilder
    {
        ArgumentNullException.ThrowIfNull(address);
        builder.AddTransport(services =>
        {
            var used = options ?? DefaultsFor(services.GetService<HostOptions>());
            var transport = new WebSocketTransport(address, used with { LoggerFactory = used.LoggerFactory ?? services.GetService<ILoggerFactory>() });
            created?.Invoke(transport);
            return transport;
        });
        return builder;
    }

    private static WebSocketTransportOptions DefaultsFor(HostOptions? host) =>
        host is null ? new WebSocketTransportOptions() : new WebSocketTransportOptions { SubProtocols = [.. host.Protocols.Select(protocol => protocol.Name)] };
}
