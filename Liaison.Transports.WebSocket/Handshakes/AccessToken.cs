using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Liaison.Transports;

/// <summary>A secret that a peer must present. <see cref="ToString"/> never shows it.</summary>
internal sealed class AccessToken
{
    private const int GeneratedBytes = 32;
    private const int MaxLength = 512;

    private readonly byte[] _bytes;

    /// <exception cref="ArgumentException">The value cannot be presented in all three ways (header, query, subprotocol).</exception>
    public AccessToken(string value)
    {
        if (value.Length is 0 or > MaxLength || !IsPresentable(value))
        {
            throw new ArgumentException(
                $"{nameof(WebSocketTransportOptions.Token)} has to be 1 to {MaxLength} letters, digits, '-', '.', '_' and '~'; "
                + "base64url is, and base64 is not.", nameof(value));
        }

        Value = value;
        _bytes = Encoding.ASCII.GetBytes(value);
    }

    public string Value { get; }

    public static AccessToken Generate()
    {
        Span<byte> random = stackalloc byte[GeneratedBytes];
        RandomNumberGenerator.Fill(random);
        return new AccessToken(Base64Url.EncodeToString(random));
    }

    /// <summary>Whether the text can be used in a header, a query and a subprotocol's name without escaping.</summary>
    public static bool IsPresentable(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HostCharacters.Unreserved);

    /// <summary>Compares in a time that depends only on the length.</summary>
    public bool Matches(string presented) =>
        presented.Length <= MaxLength && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(presented), _bytes);

    public override string ToString() => nameof(AccessToken);
}
