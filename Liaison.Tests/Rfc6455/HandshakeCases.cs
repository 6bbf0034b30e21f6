using Liaison.Tests.WebSockets;

namespace Liaison.Tests.Rfc6455;

/// <summary>Handshakes as section 4.1 has clients send them, and as it does not.</summary>
internal static class HandshakeCases
{
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private const string Version = "Sec-WebSocket-Version: 13";
    private const string Upgrade = "Upgrade: websocket";
    private const string Connection = "Connection: Upgrade";

    public static IReadOnlyList<HandshakeCase> All { get; } =
    [
        Good("4.1", "what the standard asks for", Upgrade, Connection, Key, Version),
        Good("4.2.1", "the names and values of headers in another case", "uPGRADE: WebSocket", "cONNECTION: UPGRADE", Key, Version),
        Good("4.2.1", "more in the Connection header", Upgrade, "Connection: keep-alive, Upgrade", Key, Version),
        Good("4.2.1", "headers that the server does not know", Upgrade, Connection, Key, Version, "X-Unknown: 1", "Cookie: a=b"),
        Good("9.1", "an offer to compress, which is left alone", Upgrade, Connection, Key, Version, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"),
        Good("9.1", "an extension that nobody knows", Upgrade, Connection, Key, Version, "Sec-WebSocket-Extensions: x-unknown"),
        Good("11.3.4", "a subprotocol that the server does not know", Upgrade, Connection, Key, Version, "Sec-WebSocket-Protocol: unknown"),
        Bad("4.2.1", "no Upgrade header", 426, Connection, Key, Version),
        Bad("4.2.1", "another protocol to upgrade to", 426, "Upgrade: h2c", Connection, Key, Version),
        Bad("4.2.1", "no Connection header", 426, Upgrade, Key, Version),
        Bad("4.2.1", "a Connection header without Upgrade", 426, Upgrade, "Connection: keep-alive", Key, Version),
        Bad("4.2.1", "no key", 426, Upgrade, Connection, Version),
        Bad("4.2.1", "an empty key", 426, Upgrade, Connection, "Sec-WebSocket-Key: ", Version),
        Bad("4.2.1", "a key of 15 bytes", 426, Upgrade, Connection, "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAA", Version),
        Bad("4.2.1", "a key of 17 bytes", 426, Upgrade, Connection, "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAAA=", Version),
        Bad("4.2.1", "a key that is not base64", 426, Upgrade, Connection, "Sec-WebSocket-Key: ______________________==", Version),
        Bad("11.3.1", "two keys", 426, Upgrade, Connection, Key, Key, Version),
        Bad("4.4", "no version", 426, Upgrade, Connection, Key),
        Bad("4.4", "the version 8", 426, Upgrade, Connection, Key, "Sec-WebSocket-Version: 8"),
        Bad("4.4", "the version 14", 426, Upgrade, Connection, Key, "Sec-WebSocket-Version: 14"),
        LetThrough("4.4", "two versions, one of which is 13", Upgrade, Connection, Key, "Sec-WebSocket-Version: 13, 8"),
        Bad("4.4", "the version with a zero before it", 426, Upgrade, Connection, Key, "Sec-WebSocket-Version: 013"),
        Raw("4.2.1", "another method", 426, $"POST / HTTP/1.1\r\nHost: {{host}}\r\n{Upgrade}\r\n{Connection}\r\n{Key}\r\n{Version}\r\nContent-Length: 0\r\n"),
        Raw("4.2.1", "HTTP/1.0", 101, $"GET / HTTP/1.0\r\nHost: {{host}}\r\n{Upgrade}\r\n{Connection}\r\n{Key}\r\n{Version}\r\n"),
        Raw("4.2.1", "no Host header", 400, $"GET / HTTP/1.1\r\n{Upgrade}\r\n{Connection}\r\n{Key}\r\n{Version}\r\n"),
        new("3", "a fragment in the address", Demand.Unsaid, 101, $"GET /#x HTTP/1.1\r\nHost: {{host}}\r\n{Upgrade}\r\n{Connection}\r\n{Key}\r\n{Version}\r\nAuthorization: Bearer {Served.Token}\r\n\r\n"),
        Raw("4.2.1", "a header without a colon", 400, $"GET / HTTP/1.1\r\nHost: {{host}}\r\n{Upgrade}\r\n{Connection}\r\n{Key}\r\n{Version}\r\nrubbish\r\n"),
        Raw("4.2.1", "a header over two lines", 400, $"GET / HTTP/1.1\r\nHost: {{host}}\r\nUpgrade:\r\n websocket\r\n{Connection}\r\n{Key}\r\n{Version}\r\n"),
        Raw("4.2.1", "a space before the colon", 400, $"GET / HTTP/1.1\r\nHost: {{host}}\r\nUpgrade : websocket\r\n{Connection}\r\n{Key}\r\n{Version}\r\n"),
    ];

    private static HandshakeCase Good(string section, string sent, params string[] headers) =>
        new(section, sent, Demand.Take, 101, Get(headers));

    private static HandshakeCase Bad(string section, string sent, int status, params string[] headers) =>
        new(section, sent, Demand.Fail, status, Get(headers));

    private static HandshakeCase LetThrough(string section, string sent, params string[] headers) =>
        new(section, sent, Demand.Fail, 101, Get(headers));

    private static HandshakeCase Raw(string section, string sent, int status, string head) =>
        new(section, sent, Demand.Fail, status, $"{head}Authorization: Bearer {Served.Token}\r\n\r\n");

    private static string Get(string[] headers) =>
        $"GET / HTTP/1.1\r\nHost: {{host}}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Authorization: Bearer {Served.Token}\r\n\r\n";
}
