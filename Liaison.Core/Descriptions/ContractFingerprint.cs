using System.Security.Cryptography;
using System.Text;

namespace Liaison.Descriptions;

/// <summary>
/// The form of a contract on the wire: a canonical signature for each member, and a hash over all signatures. Documentation, the order of
/// members and the names of types do not change it.
/// </summary>
/// <param name="Name">The contract's name.</param>
/// <param name="Members">The signatures, by command or topic name; the key of a topic begins with <c>topic </c>.</param>
public sealed record ContractFingerprint(string Name, IReadOnlyDictionary<string, string> Members)
{
    internal const string TopicPrefix = "topic ";

    /// <summary>The SHA-256 hash of the ordered signatures, as 64 lower-case hexadecimal digits.</summary>
    public string Hash { get; } = HashOf(Members);

    /// <summary>The fingerprint of one contract of a description.</summary>
    /// <param name="api">The description.</param>
    /// <param name="contract">The contract's name; null for the commands without a contract, except those that every host has.</param>
    public static ContractFingerprint Of(ApiDescription api, string? contract)
    {
        ArgumentNullException.ThrowIfNull(api);
        var writer = new SignatureWriter(api);
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var method in api.Methods.Where(method => method.Contract == contract && !method.IsBuiltIn))
        {
            members[method.Name] = writer.Write(method);
        }

        foreach (var topic in api.Topics.Where(topic => topic.Contract == contract))
        {
            members[TopicPrefix + topic.Name] = writer.Write(topic);
        }

        return new ContractFingerprint(contract ?? api.Title, members);
    }

    private static string HashOf(IReadOnlyDictionary<string, string> members)
    {
        var text = new StringBuilder();
        foreach (var (name, signature) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            text.Append(SignatureName.Write(name)).Append(' ').Append(signature).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
