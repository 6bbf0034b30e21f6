namespace Liaison.Contracts;

/// <summary>Makes an interface a contract: a description of commands and topics, from which clients are generated.</summary>
/// <param name="prefix">What the names of the contract's commands begin with; null for nothing.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class CommandContractAttribute(string? prefix = null) : Attribute
{
    /// <summary>What the names of the contract's commands begin with; null for nothing.</summary>
    public string? Prefix { get; } = prefix;
}
