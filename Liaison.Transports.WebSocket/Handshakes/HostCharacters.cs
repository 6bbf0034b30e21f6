using System.Buffers;

namespace Liaison.Transports;

/// <summary>The characters of hosts, schemes and tokens.</summary>
internal static class HostCharacters
{
    public static readonly SearchValues<char> Name = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    public static readonly SearchValues<char> Address = SearchValues.Create("abcdefABCDEF0123456789:.");

    public static readonly SearchValues<char> Scheme = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <summary>
    /// The unreserved characters of RFC 3986, section 2.3. They need no escaping in a header, a query or a subprotocol's name.
    /// </summary>
    public static readonly SearchValues<char> Unreserved = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~");
}
