using System.ComponentModel;

namespace Liaison.Commands;

/// <summary>Generated code of a contract: the calls of an implementation, its topics, and a proxy.</summary>
/// <remarks>For generated code.</remarks>
/// <param name="type">The contract's interface.</param>
/// <param name="prefix">The prefix of its command names; empty for none.</param>
/// <param name="commands">Its commands, including those of inherited interfaces.</param>
/// <param name="topics">Its topics.</param>
/// <param name="createProxy">Creates an implementation of the interface that calls the other end.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedContract(
    Type type, string prefix, IReadOnlyList<GeneratedCommand> commands, IReadOnlyList<GeneratedTopic> topics, Func<ICommandCaller, GeneratedContract, object> createProxy)
{
    /// <summary>The contract's interface.</summary>
    public Type Type { get; } = type;

    /// <summary>The prefix of its command names.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>Its commands.</summary>
    public IReadOnlyList<GeneratedCommand> Commands { get; } = commands;

    /// <summary>Its topics.</summary>
    public IReadOnlyList<GeneratedTopic> Topics { get; } = topics;

    /// <summary>Creates an implementation of the interface that calls the other end.</summary>
    public Func<ICommandCaller, GeneratedContract, object> CreateProxy { get; } = createProxy;

    /// <summary>The command name of a member.</summary>
    internal string NameOf(GeneratedCommand command) => Prefix + CommandDescriptor.NameOf(command.Method);
}
