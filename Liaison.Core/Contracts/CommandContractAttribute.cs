namespace Liaison.Contracts;

/// <summary>Makes an interface a contract: a description of commands and topics, from which clients are generated.</summary>
/// <param name="prefix">The prefix of the contract's command names; null for none.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class CommandContractAttribute(string? prefix = null) : Attribute
{
    /// <summary>The prefix of the contract's command names; null for none.</summary>
    public string? Prefix { get; } = prefix;
}
