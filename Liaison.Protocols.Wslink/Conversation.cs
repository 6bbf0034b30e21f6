using System.Security.Cryptography;

namespace Liaison.Protocols;

/// <summary>
/// The state that both directions of a connection share. One direction writes a member, and the other may read it at any time.
/// </summary>
internal sealed class Conversation(WslinkOptions options, bool opens)
{
    private volatile bool _isGreeted = opens;
    private volatile string _clientId = opens ? "c0" : "c" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private volatile int _maxChunkBytes = options.MaxChunkBytes;

    /// <summary>Whether this end opened the connection. It is then a client, and its peer does not have to send a hello.</summary>
    public bool Opens { get; } = opens;

    /// <summary>Whether the peer's hello was accepted.</summary>
    public bool IsGreeted => _isGreeted;

    /// <summary>The client's id. At a client it is <c>c0</c> until the server has assigned one.</summary>
    public string ClientId => _clientId;

    /// <summary>The largest frame of version 2 that may be sent, in bytes.</summary>
    public int MaxChunkBytes => _maxChunkBytes;

    /// <summary>The longest message that is accepted at this moment, in bytes.</summary>
    public int MaxMessageBytes => _isGreeted ? options.MaxMessageBytes : options.MaxBytesBeforeHello;

    /// <summary>Records that the host has accepted the peer's hello.</summary>
    public void Accept() => _isGreeted = true;

    /// <summary>Records that the server has accepted this client's hello.</summary>
    public void Accepted(string? clientId, int? maxChunkBytes)
    {
        _clientId = clientId ?? _clientId;
        _maxChunkBytes = Math.Max(maxChunkBytes is > 0 and { } told ? told : _maxChunkBytes, ChunkHeader.Length + 1);
    }
}
