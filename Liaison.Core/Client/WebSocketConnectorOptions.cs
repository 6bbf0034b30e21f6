namespace Liaison.Transports;

/// <summary>How a <see cref="WebSocketConnector"/> presents itself, and its limits.</summary>
public sealed record WebSocketConnectorOptions
{
    /// <summary>The server's token, sent as <c>Authorization: Bearer</c>; null where the server wants none.</summary>
    public string? Token { get; init; }

    /// <summary>The WebSocket subprotocols to offer, the preferred one first.</summary>
    public IReadOnlyList<string> SubProtocols { get; init; } = [];

    /// <summary>The <c>Origin</c> header to send (RFC 6454, section 7); none where null, as is right for anything but a web page.</summary>
    public string? Origin { get; init; }

    /// <summary>The largest message taken from the server, in bytes; 16 MiB unless set. See <see cref="WebSocketConnectionOptions.MaxMessageBytes"/>.</summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>How long a close waits for the server; 2 seconds unless set. See <see cref="WebSocketConnectionOptions.CloseTimeout"/>.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Names the type alone: a record would write its token.</summary>
    public override string ToString() => nameof(WebSocketConnectorOptions);
}
