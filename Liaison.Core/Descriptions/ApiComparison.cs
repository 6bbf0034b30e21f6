namespace Liaison.Descriptions;

/// <summary>Compares contracts with what a host has.</summary>
public static class ApiComparison
{
    /// <summary>
    /// What keeps a client from doing its work with a host, a text for each difference; empty where nothing does. What the host has
    /// beside what the client knows is no difference: commands, topics, optional parameters, members of what it gives.
    /// </summary>
    /// <param name="host">What the host has.</param>
    /// <param name="expected">The signatures that the client has (<see cref="ContractFingerprint.Members"/>).</param>
    /// <exception cref="FormatException">A signature cannot be read.</exception>
    public static IReadOnlyList<string> Differences(this ApiDescription host, IReadOnlyDictionary<string, string> expected)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(expected);
        return ContractComparison.Differences(expected, host);
    }
}
