namespace Liaison.Transports;

/// <summary>Chooses the subprotocol to accept (RFC 6455, section 4.2.2).</summary>
internal static class SubProtocolChoice
{
    /// <summary>
    /// Returns the most preferred served subprotocol; otherwise the one that carried the token; otherwise null. The second case is
    /// needed because a browser gives up if it offered subprotocols and the server chose none.
    /// </summary>
    public static string? Choose(IList<string> offered, IReadOnlyList<string> served)
    {
        foreach (var name in served)
        {
            if (offered.Contains(name))
            {
                return name;
            }
        }

        return offered.FirstOrDefault(CarriesToken);
    }

    // A name that cannot appear in a response header is not echoed. Such a name is never a token either.
    private static bool CarriesToken(string name) =>
        name.StartsWith(TokenPresentation.SubProtocolPrefix, StringComparison.Ordinal) && AccessToken.IsPresentable(name);
}
