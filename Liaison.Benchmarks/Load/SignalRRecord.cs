namespace Liaison.Benchmarks.Load;

/// <summary>What SignalR's messages are made of (Hub Protocol, section "JSON Encoding").</summary>
internal static class SignalRRecord
{
    /// <summary>Ends every record; a WebSocket message may hold several.</summary>
    public const char End = '\u001e';

    /// <summary>What a client says first.</summary>
    public static ReadOnlySpan<byte> Handshake => "{\"protocol\":\"json\",\"version\":1}\u001e"u8;

    /// <summary>What the server answers to it.</summary>
    public static ReadOnlySpan<byte> HandshakeAnswer => "{}\u001e"u8;
}
