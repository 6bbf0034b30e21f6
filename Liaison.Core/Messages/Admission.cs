namespace Liaison.Messages;

/// <summary>
/// What a peer still has to prove that a transport let in without its secret. Such a peer can call nothing until its first message brought
/// the secret, which only a protocol with a <see cref="Hello"/> has a form for. Thread-safe.
/// </summary>
/// <param name="credential">What the peer has proved itself with once it did, for <see cref="PeerInfo.Credential"/>: <c>token</c>.</param>
/// <param name="matches">Whether a secret is the right one. Compares in a time that does not depend on where the secrets differ.</param>
public sealed class Admission(string credential, Func<string, bool> matches)
{
    private volatile bool _isProved;

    /// <summary>What the peer has proved itself with once it did.</summary>
    public string Credential { get; } = credential;

    /// <summary>Whether the peer has brought the secret. Once true, it stays true.</summary>
    public bool IsProved => _isProved;

    /// <summary>Checks a secret; whether it is the right one.</summary>
    public bool TryProve(string? secret)
    {
        if (secret is null || !matches(secret))
        {
            return false;
        }

        return _isProved = true;
    }
}
