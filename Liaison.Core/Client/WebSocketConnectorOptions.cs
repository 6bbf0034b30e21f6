namespace Liaison.Transports;

/// <summary>The options of a <see cref="WebSocketConnector"/>.</summary>
public sealed record WebSocketConnectorOptions
{
    /// <summary>The server's token, sent as <c>Authorization: Bearer</c>; null if the server needs none.</summary>
    public string? Token { get; init; }

    /// <summary>The WebSocket subprotocols to offer, the preferred one first.</summary>
    public IReadOnlyList<string> SubProtocols { get; init; } = [];

    /// <summary>The <c>Origin</c> header (RFC 6454, section 7). Null, the default, sends none; only web pages need one.</summary>
    public string? Origin { get; init; }

    /// <summary>
    /// The largest message that is accepted from the server, in bytes. The default is 16 MiB. See
    /// <see cref="WebSocketConnectionOptions.MaxMessageBytes"/>.
    /// </summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>
    /// How long closing waits for the server. The default is 2 seconds. See <see cref="WebSocketConnectionOptions.CloseTimeout"/>.
    /// </summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Returns only the name of the type. The generated text of a record would contain the token.</summary>
    public override string ToString() => nameof(WebSocketConnectorOptions);
}
