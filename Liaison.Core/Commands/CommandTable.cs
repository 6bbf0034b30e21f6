using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>The commands that peers can call, by name.</summary>
/// <remarks>Thread-safe: commands can be added while others are called.</remarks>
public sealed class CommandTable
{
    private const int MaxSpellings = 1_024;

    private readonly Lock _adding = new();

    // Replaced as a whole when commands are added, which is rare, so that looking one up needs no lock.
    private volatile Dictionary<string, CommandDescriptor> _commands = new(StringComparer.Ordinal);

    // What names that are spelt otherwise have meant: bounded, since peers choose them, and dropped when commands are added.
    private volatile ConcurrentDictionary<string, CommandDescriptor> _spelt = new(StringComparer.Ordinal);

    private volatile ICommandFilter[] _filters = [];

    /// <summary>Whether commands that do not say whether they require authentication do.</summary>
    internal bool RequireAuthentication { get; init; }

    /// <summary>
    /// Judges every call before its command runs, also those of commands that ask for nothing; null judges none. It throws a
    /// <see cref="Messages.CommandException"/> to refuse a call. Set it before the commands are served.
    /// </summary>
    public Func<CommandContext, CommandDescriptor, ValueTask>? Guard { get; set; }

    /// <summary>
    /// Makes the filters that <see cref="FilterAttribute.Filter"/> names; null, or a class that it gives null for, takes the constructor
    /// without parameters. It is asked when a command is first called. Set it before that.
    /// </summary>
    public Func<Type, ICommandFilter?>? FilterFactory { get; set; }

    /// <summary>The filters around all commands, the outermost first; replaced as a whole.</summary>
    internal ICommandFilter[] Filters => _filters;

    /// <summary>All commands, ordered by name.</summary>
    public IEnumerable<CommandDescriptor> All => _commands.Values.OrderBy(command => command.Name, StringComparer.Ordinal);

    /// <summary>How many commands there are.</summary>
    public int Count => _commands.Count;

    /// <summary>The command of that name, which is compared exactly.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out CommandDescriptor? command) => _commands.TryGetValue(name, out command);

    /// <summary>The command that a name means: the one of exactly that name, else the only one that <see cref="NameRule"/> finds by it.</summary>
    internal bool TryFind(string name, [NotNullWhen(true)] out CommandDescriptor? command) =>
        _commands.TryGetValue(name, out command) || _spelt.TryGetValue(name, out command) || TryMatch(name, out command);

    /// <summary>
    /// Adds every public method of <typeparamref name="T"/> that is marked <see cref="CommandAttribute"/>. A command of a name that is
    /// there already takes its place, so that the built-in ones can be replaced.
    /// </summary>
    /// <exception cref="ArgumentException">A method cannot be a command, two have one name, or there is none.</exception>
    public void AddFrom<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(T instance)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (AddFrom(typeof(T), instance) == 0)
        {
            throw new ArgumentException(NoCommand(typeof(T)), nameof(instance));
        }
    }

    /// <summary>Has a command that is there wait in another lane, one of the library's own as well: <c>run</c> for each object, say.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="lane">As <see cref="CommandAttribute.Lane"/> has it.</param>
    /// <remarks>Set it before the commands are served: a call that has arrived stays where it is.</remarks>
    /// <exception cref="ArgumentException">There is no such command, it runs on the connection's reader, or the lane's name is none.</exception>
    public void SetLane(string command, string? lane)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!TryGet(command, out var found))
        {
            throw new ArgumentException($"There is no command '{command}'. Add it first.", nameof(command));
        }

        if (found.IsImmediate)
        {
            throw new ArgumentException($"'{command}' runs on the connection's reader, and waits for nothing. Leave its lane as it is.", nameof(command));
        }

        found.Lane = Lane.Checked(lane);
    }

    /// <summary>
    /// Adds the commands of a contract, which an object implements. A command of a name that is there already takes its place. To a
    /// companion a contract is added with <c>companion.Add</c>, which publishes its topics too.
    /// </summary>
    /// <typeparam name="T">An interface that is marked <c>[CommandContract]</c>.</typeparam>
    /// <param name="implementation">What the commands call.</param>
    /// <exception cref="ArgumentException">Nothing was generated for the interface; the message says how it would be. Or it has topics, which a client cannot publish.</exception>
    public void Add<T>(T implementation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(implementation);
        var contract = GeneratedContracts.Of(typeof(T));
        if (contract.Topics.Count > 0)
        {
            throw new ArgumentException($"{typeof(T)} has topics, which are published by a host. Add the contract to a companion, or leave topics out of it.", nameof(implementation));
        }

        Add(contract, implementation);
    }

    /// <summary>Adds the commands of a contract.</summary>
    internal void Add(GeneratedContract contract, object implementation)
    {
        Replace(ContractMethods.Of(contract, implementation, RequireAuthentication));
    }

    /// <summary>
    /// Puts a filter around every command that is allowed, those of the library included: inside of the filters that were added before, and
    /// outside of those that classes and methods have. Calls that have begun are not concerned.
    /// </summary>
    public void AddFilter(ICommandFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_adding)
        {
            _filters = [.. _filters, filter];
        }
    }

    /// <summary>Adds commands; each takes the place of one of its name.</summary>
    internal void Replace(IEnumerable<CommandDescriptor> added) => Add(added, static (commands, command) => commands[command.Name] = command);

    /// <summary>Adds commands as <see cref="AddFrom"/> does, where each call runs on an object of its own.</summary>
    /// <param name="lease">
    /// Gives the object, on the thread that the command then begins on. Its owner is disposed once the call was answered. What it throws
    /// is the call's failure.
    /// </param>
    /// <exception cref="ArgumentException">A method cannot be a command, two have one name, or there is none.</exception>
    public void AddLeased<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(Func<CommandContext, Leased<T>> lease)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(lease);
        var added = CommandsOf(typeof(T), instance: null, context =>
        {
            var leased = lease(context);
            return new Leased<object>(leased.Value, leased.Owner);
        });
        Replace(added);
        if (added.Count == 0)
        {
            throw new ArgumentException(NoCommand(typeof(T)), nameof(lease));
        }
    }

    /// <summary>Adds the commands of <typeparamref name="T"/> whose names are not taken yet.</summary>
    /// <exception cref="ArgumentException">A method cannot be a command, or two have one name.</exception>
    internal void AddMissingFrom<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(T instance)
        where T : class
    {
        Add(CommandsOf(typeof(T), instance), static (commands, command) => commands.TryAdd(command.Name, command));
    }

    internal int AddFrom([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type, object instance)
    {
        var added = CommandsOf(type, instance);
        Replace(added);
        return added.Count;
    }

    private static string NoCommand(Type type) => CommandFeatures.ReflectedCommands
        ? $"{type} has no command. Mark a public method of it [Command]."
        : $"Nothing was generated for {type}, and {CommandFeatures.ReflectedCommandsSwitch} is false. Mark a public method of it [Command], and compile its project with the package Liaison.Core; the class is public or internal, and not generic.";

    private bool TryMatch(string name, [NotNullWhen(true)] out CommandDescriptor? command)
    {
        var (spelt, commands) = (_spelt, _commands);
        for (var way = 1; way < NameRule.Ways; way++)
        {
            var found = commands.Values.Where(each => NameRule.Match(name, each.Name) == way).Take(2).ToArray();
            if (found.Length > 0)
            {
                command = found.Length == 1 ? found[0] : null;
                if (command is not null && spelt.Count < MaxSpellings)
                {
                    spelt.TryAdd(name, command);
                }

                return command is not null;
            }
        }

        command = null;
        return false;
    }

    private void Add(IEnumerable<CommandDescriptor> added, Action<Dictionary<string, CommandDescriptor>, CommandDescriptor> add)
    {
        lock (_adding)
        {
            var commands = new Dictionary<string, CommandDescriptor>(_commands, StringComparer.Ordinal);
            foreach (var command in added)
            {
                add(commands, command);
            }

            _commands = commands;
            _spelt = new(StringComparer.Ordinal);
        }
    }

    private Dictionary<string, CommandDescriptor>.ValueCollection CommandsOf(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type, object? instance, Func<CommandContext, Leased<object>>? lease = null)
    {
        var added = new Dictionary<string, CommandDescriptor>(StringComparer.Ordinal);
        foreach (var (method, invoke) in CommandMethods.Of(type))
        {
            var command = new CommandDescriptor(method, instance, RequireAuthentication, invoke) { Lease = method.IsStatic ? null : lease };
            if (!added.TryAdd(command.Name, command))
            {
                throw new ArgumentException($"{type} has two commands '{command.Name}': {added[command.Name].Signature} and {command.Signature}. Rename one.", nameof(type));
            }
        }

        return added.Values;
    }
}
