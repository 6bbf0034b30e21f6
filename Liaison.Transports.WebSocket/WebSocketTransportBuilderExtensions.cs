using Liaison.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Liaison.Transports;

/// <summary>
/// Adds WebSocket to a host that is being built. The options are read from the configuration section <c>Liaison:WebSocket</c>.
/// </summary>
public static class WebSocketTransportBuilderExtensions
{
    /// <summary>Makes the host listen for WebSocket peers on its own server (<see cref="WebSocketTransport"/>).</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="address">The address to listen on: <c>host:port</c> or <c>host:port/path</c>.</param>
    /// <param name="configure">
    /// Changes the options that were read from the configuration; null keeps them. If neither names subprotocols, the names of the
    /// host's protocols are used. If the options have no log, the application's log is used.
    /// </param>
    /// <param name="created">
    /// Receives the transport when the host is created, before the transport is bound. Keep it to read its address or token, or to
    /// create a link, later.
    /// </param>
    public static TBuilder AddWebSocket<TBuilder>(
        this TBuilder builder,
        string address,
        Func<WebSocketTransportOptions, WebSocketTransportOptions>? configure = null,
        Action<WebSocketTransport>? created = null)
        where TBuilder : ITransportBuilder
    {
        ArgumentNullException.ThrowIfNull(address);
        builder.AddTransport(services =>
        {
            var protocols = services.GetService<HostOptions>()?.Protocols.Select(protocol => protocol.Name);
            var options = WebSocketSettings.Read(services, protocols?.ToArray(), configure);
            var transport = new WebSocketTransport(address, options with { LoggerFactory = options.LoggerFactory ?? services.GetService<ILoggerFactory>() });
            created?.Invoke(transport);
            return transport;
        });
        return builder;
    }
}
