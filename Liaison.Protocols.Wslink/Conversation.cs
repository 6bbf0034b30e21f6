using System.Security.Cryptography;

namespace Liaison.Protocols;

/// <summary>What both directions of one connection know. Each member is written by one direction, and read by the other at any time.</summary>
internal sealed class Conversation(WslinkOptions options, bool opens)
{
    private volatile bool _isGreeted = opens;
    private volatile string _clientId = opens ? "c0" : "c" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private volatile int _maxChunkBytes = options.MaxChunkBytes;

    /// <summary>Whether this end opened the connection: it is a client, and its peer need not greet it.</summary>
    public bool Opens { get; } = opens;

    /// <summary>Whether the peer's hello was accepted.</summary>
    public bool IsGreeted => _isGreeted;

    /// <summary>What the client is called; <c>c0</c> at a client until its server has named it.</summary>
    public string ClientId => _clientId;

    /// <summary>The largest frame of version 2 that may be sent.</summary>
    public int MaxChunkBytes => _maxChunkBytes;

    /// <summary>The longest message that is taken now.</summary>
    public int MaxMessageBytes => _isGreeted ? options.MaxMessageBytes : options.MaxBytesBeforeHello;

    /// <summary>The host has accepted the peer's hello.</summary>
    public void Accept() => _isGreeted = true;

    /// <summary>The server has accepted this client's hello.</summary>
    public void Accepted(string? clientId, int? maxChunkBytes)
    {
        _clientId = clientId ?? _clientId;
        _maxChunkBytes = Math.Max(maxChunkBytes is > 0 and { } told ? told : _maxChunkBytes, ChunkHeader.Length + 1);
    }
}
