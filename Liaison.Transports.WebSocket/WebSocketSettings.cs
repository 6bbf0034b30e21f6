using Liaison.Hosting;

namespace Liaison.Transports;

/// <summary>Reads the options from the configuration of the application that runs the host.</summary>
internal static class WebSocketSettings
{
    /// <param name="services">The application's services.</param>
    /// <param name="protocols">The names of the host's protocols, which are the subprotocols if the configuration names none.</param>
    /// <param name="configure">Changes the options that were read; null keeps them.</param>
    public static WebSocketTransportOptions Read(
        IServiceProvider services, IReadOnlyList<string>? protocols, Func<WebSocketTransportOptions, WebSocketTransportOptions>? configure)
    {
        var defaults = new WebSocketTransportOptions();
        return services.ReadOptions("WebSocket", defaults with { SubProtocols = protocols ?? defaults.SubProtocols }, Read, configure);
    }

    // A certificate can only be set in code: an application has its own store for it.
    private static WebSocketTransportOptions Read(IOptionSection section, WebSocketTransportOptions options) => options with
    {
        Token = section.Read(nameof(options.Token), options.Token),
        AnyLocalProcess = section.Read(nameof(options.AnyLocalProcess), options.AnyLocalProcess),
        TokenInFirstMessage = section.Read(nameof(options.TokenInFirstMessage), options.TokenInFirstMessage),
        MaxUnprovedMessageBytes = section.Read(nameof(options.MaxUnprovedMessageBytes), options.MaxUnprovedMessageBytes),
        AllowedHosts = section.Read(nameof(options.AllowedHosts), options.AllowedHosts),
        AllowedOrigins = section.Read(nameof(options.AllowedOrigins), options.AllowedOrigins),
        SubProtocols = section.Read(nameof(options.SubProtocols), options.SubProtocols),
        AllowRemote = section.Read(nameof(options.AllowRemote), options.AllowRemote),
        AllowPlaintext = section.Read(nameof(options.AllowPlaintext), options.AllowPlaintext),
        StaticFiles = section.Read<string?>(nameof(options.StaticFiles), null) is { } folder ? new StaticFilesOptions(folder) : null,
        Console = section.Read(nameof(options.Console), options.Console),
        PageLinkLifetime = section.Read(nameof(options.PageLinkLifetime), options.PageLinkLifetime),
        MaxPageLinks = section.Read(nameof(options.MaxPageLinks), options.MaxPageLinks),
        MaxPageSessions = section.Read(nameof(options.MaxPageSessions), options.MaxPageSessions),
        MaxMessageBytes = section.Read(nameof(options.MaxMessageBytes), options.MaxMessageBytes),
        MaxConnections = section.Read(nameof(options.MaxConnections), options.MaxConnections),
        MaxPendingHandshakes = section.Read(nameof(options.MaxPendingHandshakes), options.MaxPendingHandshakes),
        MaxHandshakeBytes = section.Read(nameof(options.MaxHandshakeBytes), options.MaxHandshakeBytes),
        HandshakeTimeout = section.Read(nameof(options.HandshakeTimeout), options.HandshakeTimeout),
        KeepAliveInterval = section.Read(nameof(options.KeepAliveInterval), options.KeepAliveInterval),
        KeepAliveTimeout = section.Read(nameof(options.KeepAliveTimeout), options.KeepAliveTimeout),
        CloseTimeout = section.Read(nameof(options.CloseTimeout), options.CloseTimeout),
    };
}
