namespace Liaison.Transports;

/// <summary>A web origin (RFC 6454, section 6.2): scheme, host and port, in lower case, the scheme's own port written as none.</summary>
/// <remarks><c>file://</c> has an empty host, and <c>null</c> an empty scheme as well.</remarks>
internal readonly record struct Origin(string Scheme, Authority Authority)
{
    private const int MaxLength = 512;

    private static readonly Authority Nobody = new("", null);

    /// <summary>Reads exactly one origin, without path or anything else. False for anything else; never throws.</summary>
    public static bool TryParse(string text, out Origin origin)
    {
        origin = text switch
        {
            "null" => new Origin("", Nobody),
            "file://" => new Origin("file", Nobody),
            _ => default,
        };
        if (origin.Scheme is not null)
        {
            return true;
        }

        var separator = text.IndexOf("://", StringComparison.Ordinal);
        if (separator < 1 || text.Length > MaxLength
            || !char.IsAsciiLetter(text[0]) || text.AsSpan(0, separator).ContainsAnyExcept(HostCharacters.Scheme)
            || !Authority.TryParse(text.AsSpan(separator + 3), out var authority))
        {
            return false;
        }

        var scheme = text[..separator].ToLowerInvariant();
        origin = new Origin(scheme, authority.Port == DefaultPort(scheme) ? authority with { Port = null } : authority);
        return true;
    }

    public override string ToString() => Scheme.Length == 0 ? "null" : $"{Scheme}://{Authority}";

    private static int DefaultPort(string scheme) => scheme switch
    {
        "http" => 80,
        "https" => 443,
        _ => -1,
    };
}
