namespace Liaison.Messages;

/// <summary>
/// The secret that a peer must still present, because its transport accepted it without one. Such a peer can call nothing until its first
/// message has brought the secret. Thread-safe.
/// </summary>
/// <remarks>Only a protocol with a <see cref="Hello"/> can carry the secret.</remarks>
/// <param name="credential">The value of <see cref="PeerInfo.Credential"/> after the proof: <c>token</c>.</param>
/// <param name="matches">Whether a secret is correct. It must compare in constant time, wherever the secrets differ.</param>
public sealed class Admission(string credential, Func<string, bool> matches)
{
    private volatile bool _isProved;

    /// <summary>The value of <see cref="PeerInfo.Credential"/> after the proof.</summary>
    public string Credential { get; } = credential;

    /// <summary>Whether the peer has sent the correct secret. Once true, it stays true.</summary>
    public bool IsProved => _isProved;

    /// <summary>Checks a secret. Returns whether it is correct.</summary>
    public bool TryProve(string? secret)
    {
        if (secret is null || !matches(secret))
        {
            return false;
        }

        return _isProved = true;
    }
}
