using System.ComponentModel;

namespace Liaison.Commands;

/// <summary>What was generated for a contract: the calls of an implementation, its topics, and a proxy.</summary>
/// <remarks>For generated code.</remarks>
/// <param name="type">The contract's interface.</param>
/// <param name="prefix">What the names of its commands begin with; empty for nothing.</param>
/// <param name="commands">Its commands, those of the interfaces that it inherits included.</param>
/// <param name="topics">Its topics.</param>
/// <param name="createProxy">Makes what implements the interface by calling the other end.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedContract(
    Type type, string prefix, IReadOnlyList<GeneratedCommand> commands, IReadOnlyList<GeneratedTopic> topics, Func<ICommandCaller, GeneratedContract, object> createProxy)
{
    /// <summary>The contract's interface.</summary>
    public Type Type { get; } = type;

    /// <summary>What the names of its commands begin with.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>Its commands.</summary>
    public IReadOnlyList<GeneratedCommand> Commands { get; } = commands;

    /// <summary>Its topics.</summary>
    public IReadOnlyList<GeneratedTopic> Topics { get; } = topics;

    /// <summary>Makes what implements the interface by calling the other end.</summary>
    public Func<ICommandCaller, GeneratedContract, object> CreateProxy { get; } = createProxy;

    /// <summary>The command that a member is called by.</summary>
    internal string NameOf(GeneratedCommand command) => Prefix + CommandDescriptor.NameOf(command.Method);
}
