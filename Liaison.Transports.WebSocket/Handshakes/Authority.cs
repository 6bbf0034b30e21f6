using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Liaison.Transports;

/// <summary>
/// A host name or address literal, with an optional port (RFC 3986, section 3.2, without user information). The host is in lower
/// case.
/// </summary>
internal readonly record struct Authority(string Host, int? Port)
{
    private const int MaxHostLength = 255;

    /// <summary>
    /// Parses exactly <c>name</c>, <c>name:port</c>, <c>[v6]</c> or <c>[v6]:port</c>. Returns false for anything else; never
    /// throws.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Authority authority)
    {
        authority = default;
        var hostLength = HostLength(text);
        if (hostLength is 0 or > MaxHostLength)
        {
            return false;
        }

        int? port = null;
        if (hostLength < text.Length)
        {
            if (!TryParsePort(text[hostLength..], out var number))
            {
                return false;
            }

            port = number;
        }

        authority = new Authority(text[..hostLength].ToString().ToLowerInvariant(), port);
        return true;
    }

    /// <summary>
    /// Writes an address as a host: IPv6 in square brackets and without its zone, IPv4 plain even if a dual-mode socket accepted
    /// it.
    /// </summary>
    public static string Literal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{new IPAddress(address.GetAddressBytes())}]" : address.ToString();
    }

    public override string ToString() => Port is { } port ? $"{Host}:{port.ToString(CultureInfo.InvariantCulture)}" : Host;

    private static int HostLength(ReadOnlySpan<char> text)
    {
        if (text is not ['[', ..])
        {
            var end = text.IndexOfAnyExcept(HostCharacters.Name);
            return end < 0 ? text.Length : end;
        }

        var close = text.IndexOf(']');
        return close > 1 && !text[1..close].ContainsAnyExcept(HostCharacters.Address) ? close + 1 : 0;
    }

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port)
    {
        port = 0;
        return text is [':', _, ..] && text.Length <= 6
            && int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port <= ushort.MaxValue;
    }
}
