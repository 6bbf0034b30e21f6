using System.Web;

namespace Liaison.Transports;

/// <summary>Creates the connector for an address.</summary>
public static class CommandConnectors
{
    private const string Forms = "ws://host:port/path, wss://host:port/path, pipe:name or unix:/path";

    /// <summary>Creates a connector. It opens no connection yet.</summary>
    /// <param name="address">
    /// <c>ws://host:port/path</c> or <c>wss://host:port/path</c>, <c>pipe:name</c>, or <c>unix:/path</c>. A <c>?token=</c> in a
    /// WebSocket address replaces the token of the options.
    /// </param>
    /// <param name="webSocket">The options for a WebSocket, with the token; null for the defaults.</param>
    /// <param name="stream">The framing and the limits for a pipe or a Unix socket; null for the defaults.</param>
    /// <exception cref="ArgumentException">The address has none of these forms, or an option is out of range.</exception>
    public static ICommandConnector ForAddress(string address, WebSocketConnectorOptions? webSocket = null, StreamOptions? stream = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        stream = (stream ?? new StreamOptions()).Validated();
        return address.Split(':', 2) switch
        {
            ["ws" or "wss", _] => WebSocket(address, webSocket ?? new WebSocketConnectorOptions()),
            ["pipe", { Length: > 0 } name] => new NamedPipeConnector(name, new NamedPipeOptions
            {
                Framing = stream.Framing,
                MaxMessageBytes = stream.MaxMessageBytes,
                MaxHeaderBytes = stream.MaxHeaderBytes,
            }),
            ["unix", { Length: > 0 } path] => new UnixSocketConnector(path, new UnixSocketOptions
            {
                Framing = stream.Framing,
                MaxMessageBytes = stream.MaxMessageBytes,
                MaxHeaderBytes = stream.MaxHeaderBytes,
            }),
            _ => throw NoAddress(address),
        };
    }

    private static WebSocketConnector WebSocket(string address, WebSocketConnectorOptions options)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw NoAddress(address);
        }

        // A server refuses a client that presents two tokens.
        var hasToken = HttpUtility.ParseQueryString(uri.Query)["token"] is not null;
        return new WebSocketConnector(uri, hasToken ? options with { Token = null } : options);
    }

    // Without the query, which may contain a token.
    private static ArgumentException NoAddress(string address) =>
        new($"'{address.Split('?')[0]}' is not an address to connect to. Write {Forms}.", nameof(address));
}
