namespace Liaison.Transports;

/// <summary>A web origin (RFC 6454, section 6.2): scheme, host and port, in lower case. The scheme's default port is left out.</summary>
/// <remarks><c>file://</c> has an empty host. <c>null</c> has an empty scheme and an empty host.</remarks>
internal readonly record struct Origin(string Scheme, Authority Authority)
{
    private const int MaxLength = 512;

    private static readonly Authority Nobody = new("", null);

    /// <summary>Parses exactly one origin, without a path. Returns false for anything else; never throws.</summary>
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
