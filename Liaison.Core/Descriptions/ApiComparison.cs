namespace Liaison.Descriptions;

/// <summary>Compares the contract that a client expects with the commands and topics of a host.</summary>
public static class ApiComparison
{
    /// <summary>Lists the differences that keep a client from working with a host, one text each; empty if there are none.</summary>
    /// <remarks>
    /// Additions of the host are no differences: further commands, topics, optional parameters, and members of results.
    /// </remarks>
    /// <param name="host">The description of the host.</param>
    /// <param name="expected">The signatures that the client expects (<see cref="ContractFingerprint.Members"/>).</param>
    /// <exception cref="FormatException">A signature cannot be read.</exception>
    public static IReadOnlyList<string> Differences(this ApiDescription host, IReadOnlyDictionary<string, string> expected)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(expected);
        return ContractComparison.Differences(expected, host);
    }
}
