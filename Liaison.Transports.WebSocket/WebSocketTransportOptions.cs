using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Liaison.Transports;

/// <summary>Which peers may connect over WebSocket, and the limits for them.</summary>
/// <remarks>Options that begin with "Server:" concern the transport's own server. <c>MapLiaison</c> ignores them.</remarks>
public sealed record WebSocketTransportOptions
{
    /// <summary>
    /// The token that a peer must present, as <c>Authorization: Bearer</c> (RFC 6750), <c>?token=</c> or the subprotocol
    /// <c>liaison.token.&lt;token&gt;</c>. Null generates one: 256 random bits, in base64url.
    /// </summary>
    /// <remarks>Allowed are letters, digits, <c>-</c>, <c>.</c>, <c>_</c> and <c>~</c>.</remarks>
    public string? Token { get; init; }

    /// <summary>
    /// Turns the token off: every process on this machine that can connect may call. A peer on another machine is refused.
    /// </summary>
    /// <remarks>
    /// Do not use it if several users share the machine, or behind a proxy on the machine, because all peers of a proxy look local.
    /// </remarks>
    public bool AnyLocalProcess { get; init; }

    /// <summary>
    /// Whether a peer without a token in its handshake may present the token in its first message, which works with protocols that
    /// have a greeting (wslink's hello). The default is false.
    /// </summary>
    /// <remarks>
    /// Before that the peer cannot call anything, its messages may have at most <see cref="MaxUnprovedMessageBytes"/>, and it has
    /// <see cref="HandshakeTimeout"/> to present the token. A wrong token in the handshake is still refused.
    /// </remarks>
    public bool TokenInFirstMessage { get; init; }

    /// <summary>The largest message of a peer that has not presented its token yet, in bytes. The default is 64 KiB.</summary>
    /// <remarks>A larger message ends the connection with status 1009.</remarks>
    public int MaxUnprovedMessageBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// Additional host names of the server: <c>name</c> for the port that it listens on, <c>name:port</c> for another port, for
    /// example behind a proxy. <c>localhost</c>, <c>127.0.0.1</c>, <c>[::1]</c> and the address at which a connection arrived are
    /// always allowed.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// Origins (RFC 6454) whose pages may connect, for example <c>http://localhost:3000</c>. The default is none, not even the
    /// server's own origin.
    /// </summary>
    /// <remarks>
    /// Pages without a web origin are admitted only if <c>file://</c> or <c>null</c> is listed. Programs send no origin and are not
    /// affected.
    /// </remarks>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The WebSocket subprotocols that the server accepts, the preferred one first. The default is <c>liaison</c>.</summary>
    /// <remarks>A subprotocol with the name of a protocol of the host selects that protocol for the connection.</remarks>
    public IReadOnlyList<string> SubProtocols { get; init; } = ["liaison"];

    /// <summary>
    /// Server: whether it may bind an address that other machines can reach. Requires a <see cref="Certificate"/> or
    /// <see cref="AllowPlaintext"/>.
    /// </summary>
    public bool AllowRemote { get; init; }

    /// <summary>
    /// Server: whether other machines may connect without TLS. Anybody on the network path can then read everything, including the
    /// token.
    /// </summary>
    public bool AllowPlaintext { get; init; }

    /// <summary>Server: the certificate, with its private key, for TLS (<c>wss://</c>). The caller owns it.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// Server: a folder whose files are served to browsers on the same port, so that a web page needs no second server. The default
    /// is null: no files are served.
    /// </summary>
    /// <remarks>
    /// The same checks of <c>Host</c> apply. The files are public: everybody who can connect from an allowed host can read them.
    /// </remarks>
    public StaticFilesOptions? StaticFiles { get; init; }

    /// <summary>Server: whether the console, a page to inspect the host, is served at <c>/console/</c>. The default is false.</summary>
    /// <remarks>
    /// The console connects like other peers, with a one-time link (<see cref="WebSocketTransport.CreateLink"/>), and calls the
    /// host's commands. It shows the other activity of the host only if <c>HostOptions.Inspection</c> is set.
    /// </remarks>
    public bool Console { get; init; }

    /// <summary>
    /// Server: how long a one-time link (<see cref="WebSocketTransport.CreateLink"/>) can be used. The default is 2 minutes.
    /// </summary>
    public TimeSpan PageLinkLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Server: the most one-time links that are not used yet. The default is 16.</summary>
    /// <remarks>A further link replaces the oldest.</remarks>
    public int MaxPageLinks { get; init; } = 16;

    /// <summary>
    /// Server: the most browsers that are admitted by a cookie after they followed a one-time link. The default is 64.
    /// </summary>
    /// <remarks>A further browser replaces the one that connected the longest ago, which then needs a new link.</remarks>
    public int MaxPageSessions { get; init; } = 64;

    /// <summary>The largest message of a peer, in bytes. The default is 16 MiB.</summary>
    /// <remarks>A larger message ends the connection with status 1009.</remarks>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>The most open connections. The default is 1,024.</summary>
    /// <remarks>Further connections are refused with 503.</remarks>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>Server: the most peers at each bound address that have not finished the handshake. The default is 256.</summary>
    /// <remarks>Further peers are disconnected.</remarks>
    public int MaxPendingHandshakes { get; init; } = 256;

    /// <summary>
    /// Server: the largest request line, and the largest size of all headers, of a handshake, in bytes. The default is 16 KiB.
    /// </summary>
    public int MaxHandshakeBytes { get; init; } = 16_384;

    /// <summary>
    /// Server: how long a peer may take until its first byte, and again from there until the end of its handshake. The default is 5
    /// seconds. At most one day.
    /// </summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may be silent before it is pinged. The default is 30 seconds. At most one day.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a peer may take to answer a ping before the connection counts as lost. The default is 20 seconds. At most one day.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a close waits for the peer. The default is 2 seconds. At most one day.</summary>
    /// <remarks>See <see cref="WebSocketConnectionOptions.CloseTimeout"/>.</remarks>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The log for refusals, never with a token. Null: nothing is logged (with <c>MapLiaison</c>: the application's log is used).
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Returns only the name of the type: a record's text would contain the token.</summary>
    public override string ToString() => nameof(WebSocketTransportOptions);

    /// <summary>The clock for one-time links.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    internal WebSocketConnectionOptions ConnectionOptions => new()
    {
        MaxMessageBytes = MaxMessageBytes,
        MaxUnprovedMessageBytes = MaxUnprovedMessageBytes,
        CloseTimeout = CloseTimeout,
    };

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxMessageBytes, Array.MaxLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxUnprovedMessageBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(CloseTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CloseTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPendingHandshakes);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHandshakeBytes, 256);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxHandshakeBytes, 1024 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PageLinkLifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPageLinks);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPageSessions);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandshakeTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(KeepAliveInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(KeepAliveTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HandshakeTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(KeepAliveInterval, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(KeepAliveTimeout, TimeSpan.FromDays(1));
    }
}
