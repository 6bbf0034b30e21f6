namespace Liaison.Transports;

/// <summary>Chooses the subprotocol to agree to (RFC 6455, section 4.2.2).</summary>
internal static class SubProtocolChoice
{
    /// <summary>
    /// The most preferred of those served; else the one that carried the token, since a browser gives up where it offered some and
    /// none was chosen; else none.
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

    // What cannot stand in a response header is not echoed; no token is made of it either.
    private static bool CarriesToken(string name) =>
        name.StartsWith(TokenPresentation.SubProtocolPrefix, StringComparison.Ordinal) && AccessToken.IsPresentable(name);
}
