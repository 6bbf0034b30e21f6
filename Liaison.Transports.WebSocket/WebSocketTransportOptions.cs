using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Liaison.Transports;

/// <summary>Who may connect over WebSocket, and how much they may ask for.</summary>
/// <remarks>Those that say "server" are about the transport's own server; <c>MapLiaison</c> leaves them to the application.</remarks>
public sealed record WebSocketTransportOptions
{
    /// <summary>
    /// The token that a peer has to present, as <c>Authorization: Bearer</c> (RFC 6750), <c>?token=</c> or the subprotocol
    /// <c>liaison.token.&lt;token&gt;</c>. Letters, digits, <c>-</c>, <c>.</c>, <c>_</c> and <c>~</c>. Generated where null: 256 random bits, in base64url.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>
    /// Turns the token off: whoever can connect from this machine may call. Not for several users on one machine, nor behind a
    /// proxy on it, which makes everybody local. A peer on another machine is refused.
    /// </summary>
    public bool AnyLocalProcess { get; init; }

    /// <summary>
    /// Whether a peer that presents no token in its handshake is let in to present it in its first message, which a protocol with a
    /// greeting does (wslink's hello). Until then it can call nothing, may send messages of at most <see cref="MaxUnprovedMessageBytes"/>, and
    /// has <see cref="HandshakeTimeout"/>. A wrong token in the handshake is refused all the same. False unless set.
    /// </summary>
    public bool TokenInFirstMessage { get; init; }

    /// <summary>The largest message taken from a peer that has yet to present its token, in bytes; 64 KiB unless set. Past it the connection ends with status 1009.</summary>
    public int MaxUnprovedMessageBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// Host names by which the server goes beside <c>localhost</c>, <c>127.0.0.1</c>, <c>[::1]</c> and the address that the
    /// connection came in on: <c>name</c> for the port that is listened on, <c>name:port</c> for another one, as behind a proxy.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// Origins (RFC 6454) whose pages may connect, e.g. <c>http://localhost:3000</c>; none unless set, not even the server's own.
    /// Pages without an origin of their own only where <c>file://</c> or <c>null</c> is listed. Programs, which send none, are not affected.
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// The WebSocket subprotocols that the server agrees to, the preferred one first; <c>liaison</c> unless set. One that is the name of a
    /// protocol of the host chooses it for the connection.
    /// </summary>
    public IReadOnlyList<string> SubProtocols { get; init; } = ["liaison"];

    /// <summary>Server: whether an address may be bound that other machines reach. Needs a <see cref="Certificate"/> or <see cref="AllowPlaintext"/>.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Server: whether other machines may be served without TLS, where anybody on the way reads all, the token included.</summary>
    public bool AllowPlaintext { get; init; }

    /// <summary>Server: the certificate, with its private key, to serve TLS (<c>wss://</c>) with. It stays the caller's.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// Server: a folder whose files are served to browsers on the same port, so that a web page needs no second server; null, and nothing is
    /// served, unless set. The same checks of <c>Host</c> apply. The files are no secret: whoever can connect from an allowed host can read them.
    /// </summary>
    public StaticFilesOptions? StaticFiles { get; init; }

    /// <summary>
    /// Server: whether a page that looks into the host is served at <c>/console/</c>; false unless set. It connects as other peers do, by a
    /// one-time link (<see cref="WebSocketTransport.CreateLink"/>), and calls the host's commands. What else goes on at the host it shows
    /// where <c>HostOptions.Inspection</c> is set.
    /// </summary>
    public bool Console { get; init; }

    /// <summary>Server: how long a one-time link (<see cref="WebSocketTransport.CreateLink"/>) can be followed; 2 minutes unless set.</summary>
    public TimeSpan PageLinkLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Server: the most one-time links that were made and not followed yet; 16 unless set. One more takes the place of the oldest.</summary>
    public int MaxPageLinks { get; init; } = 16;

    /// <summary>
    /// Server: the most browsers that are known by a cookie, since they followed a one-time link; 64 unless set. One more takes the place of
    /// the one that connected the longest ago, which needs a new link then.
    /// </summary>
    public int MaxPageSessions { get; init; } = 64;

    /// <summary>The largest message taken from a peer, in bytes; 16 MiB unless set. Past it the connection ends with status 1009.</summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>The most connections open at once; 1,024 unless set. Further ones are refused with 503.</summary>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>Server: the most peers of each bound address that have not finished the handshake; 256 unless set. Further ones are cut off.</summary>
    public int MaxPendingHandshakes { get; init; } = 256;

    /// <summary>Server: the largest handshake, its request line and its headers taken each for themselves, in bytes; 16 KiB unless set.</summary>
    public int MaxHandshakeBytes { get; init; } = 16_384;

    /// <summary>Server: how long a peer may take for its handshake, counted from its first byte, and before that byte; 5 seconds unless set.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection is silent before it is pinged; 30 seconds unless set.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a pinged peer may take to answer before it counts as gone; 20 seconds unless set.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a close waits for the peer; 2 seconds unless set. See <see cref="WebSocketConnectionOptions.CloseTimeout"/>.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where refusals are logged, never with a token; nowhere where null (<c>MapLiaison</c>: where the application logs).</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Names the type alone: a record would write its token.</summary>
    public override string ToString() => nameof(WebSocketTransportOptions);

    /// <summary>What time it is for one-time links.</summary>
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
    }
}
