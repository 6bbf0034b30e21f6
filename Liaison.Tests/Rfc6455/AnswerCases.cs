namespace Liaison.Tests.Rfc6455;

/// <summary>Answers as section 4.2.2 has servers send them, and as it does not. The client offered the subprotocols <c>one</c> and <c>two</c>.</summary>
internal static class AnswerCases
{
    private const string Upgrade = "Upgrade: websocket";
    private const string Connection = "Connection: Upgrade";
    private const string Accept = "Sec-WebSocket-Accept: {accept}";

    public static IReadOnlyList<AnswerCase> All { get; } =
    [
        Good("4.2.2", "what the standard asks for", Upgrade, Connection, Accept),
        Good("4.1", "the names and values of headers in another case", "uPGRADE: WebSocket", "cONNECTION: UPGRADE", Accept),
        Good("4.1", "a subprotocol that was offered", Upgrade, Connection, Accept, "Sec-WebSocket-Protocol: two"),
        Bad("4.1", "no Upgrade header", Connection, Accept),
        Bad("4.1", "another protocol to upgrade to", "Upgrade: h2c", Connection, Accept),
        Bad("4.1", "no Connection header", Upgrade, Accept),
        Bad("4.1", "a Connection header without Upgrade", Upgrade, "Connection: keep-alive", Accept),
        Bad("4.1", "no accept key", Upgrade, Connection),
        Bad("4.1", "the accept key of another request", Upgrade, Connection, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        Bad("4.1", "the accept key with a space in it", Upgrade, Connection, "Sec-WebSocket-Accept: x {accept}"),
        Bad("11.3.3", "two accept keys", Upgrade, Connection, Accept, Accept),
        Bad("4.1", "a subprotocol that was not offered", Upgrade, Connection, Accept, "Sec-WebSocket-Protocol: three"),
        Unsaid("11.3.4", "two subprotocols, of which the first counts", Upgrade, Connection, Accept, "Sec-WebSocket-Protocol: one", "Sec-WebSocket-Protocol: two"),
        LetThrough("4.1", "an extension that was not offered: it is ignored, and frames that use one are refused", Upgrade, Connection, Accept, "Sec-WebSocket-Extensions: permessage-deflate"),
        Raw("4.1", "the status 200", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        Raw("4.1", "the status 200 with all the headers", $"HTTP/1.1 200 OK\r\n{Upgrade}\r\n{Connection}\r\n{Accept}\r\nContent-Length: 0\r\n\r\n"),
        Raw("4.1", "an answer that is not HTTP", "LIAISON:CONNECTED\r\n\r\n"),
        Raw("4.1", "nothing but the end", ""),
    ];

    private static AnswerCase Good(string section, string sent, params string[] headers) => new(section, sent, Demand.Take, true, Switching(headers));

    private static AnswerCase Bad(string section, string sent, params string[] headers) => new(section, sent, Demand.Fail, false, Switching(headers));

    private static AnswerCase Unsaid(string section, string sent, params string[] headers) => new(section, sent, Demand.Unsaid, true, Switching(headers));

    private static AnswerCase LetThrough(string section, string sent, params string[] headers) => new(section, sent, Demand.Fail, true, Switching(headers));

    private static AnswerCase Raw(string section, string sent, string answer) => new(section, sent, Demand.Fail, false, answer);

    private static string Switching(string[] headers) =>
        $"HTTP/1.1 101 Switching Protocols\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
}
