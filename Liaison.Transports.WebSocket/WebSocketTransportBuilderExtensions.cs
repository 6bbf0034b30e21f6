using Liaison.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Liaison.Transports;

/// <summary>Adds WebSocket to a host that is being built.</summary>
public static class WebSocketTransportBuilderExtensions
{
    /// <summary>Has the host listen for WebSocket peers on a server of its own (<see cref="WebSocketTransport"/>).</summary>
    /// <param name="builder">What the host is built with.</param>
    /// <param name="address">Where to listen: <c>host:port</c> or <c>host:port/path</c>.</param>
    /// <param name="options">
    /// Who may connect; null takes the defaults, and the names of the host's protocols as subprotocols. The log is the application's
    /// where the options name none.
    /// </param>
    /// <param name="created">Is given the transport when the host is made, before the transport is bound: to ask it for its address, its token or a link later.</param>
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
