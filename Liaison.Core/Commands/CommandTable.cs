using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>The commands that peers can call, by name.</summary>
/// <remarks>Thread-safe: commands can be added while others are called.</remarks>
public sealed class CommandTable
{
    private const int MaxSpellings = 1_024;

    private readonly Lock _adding = new();

    // Adding commands is rare and replaces the whole dictionary, so that a look-up needs no lock.
    private volatile Dictionary<string, CommandDescriptor> _commands = new(StringComparer.Ordinal);

    // Caches the commands of names in other spellings. Bounded, since peers choose the names; cleared when commands are added.
    private volatile ConcurrentDictionary<string, CommandDescriptor> _spelt = new(StringComparer.Ordinal);

    private volatile ICommandFilter[] _filters = [];

    /// <summary>Whether a command requires authentication if its attribute does not say.</summary>
    internal bool RequireAuthentication { get; init; }

    /// <summary>Checks every call before its command runs, including calls that require nothing; null checks none.</summary>
    /// <remarks>
    /// It throws a <see cref="Messages.CommandException"/> to refuse a call. Set it before the commands are served.
    /// </remarks>
    public Func<CommandContext, CommandDescriptor, ValueTask>? Guard { get; set; }

    /// <summary>
    /// Creates the filters that <see cref="FilterAttribute.Filter"/> names. If this is null, or returns null for a class, the class's
    /// parameterless constructor is used.
    /// </summary>
    /// <remarks>
    /// It is called for each command: at the first call, and again at the first call after AddFilter. Set it before the commands are
    /// served.
    /// </remarks>
    public Func<Type, ICommandFilter?>? FilterFactory { get; set; }

    /// <summary>The filters around all commands, the outermost first. The array is replaced as a whole.</summary>
    internal ICommandFilter[] Filters => _filters;

    /// <summary>All commands, ordered by name.</summary>
    public IEnumerable<CommandDescriptor> All => _commands.Values.OrderBy(command => command.Name, StringComparer.Ordinal);

    /// <summary>How many commands there are.</summary>
    public int Count => _commands.Count;

    /// <summary>Finds the command with exactly this name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out CommandDescriptor? command) => _commands.TryGetValue(name, out command);

    /// <summary>Finds the command with exactly this name, or else the only command that <see cref="NameRule"/> matches.</summary>
    internal bool TryFind(string name, [NotNullWhen(true)] out CommandDescriptor? command) =>
        _commands.TryGetValue(name, out command) || _spelt.TryGetValue(name, out command) || TryMatch(name, out command);

    /// <summary>
    /// Adds every public method of <typeparamref name="T"/> that is marked <see cref="CommandAttribute"/>. A new command replaces an
    /// existing one of the same name, built-in commands included.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A method cannot be a command, two methods have the same name, or there are no commands.
    /// </exception>
    public void AddFrom<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(T instance)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (AddFrom(typeof(T), instance) == 0)
        {
            throw new ArgumentException(NoCommand(typeof(T)), nameof(instance));
        }
    }

    /// <summary>
    /// Moves an existing command to another lane. This works for the library's commands too: <c>run</c> per object, for example.
    /// </summary>
    /// <param name="command">The command's name.</param>
    /// <param name="lane">A lane as in <see cref="CommandAttribute.Lane"/>.</param>
    /// <remarks>Call it before the commands are served: a call that has arrived stays in its lane.</remarks>
    /// <exception cref="ArgumentException">
    /// There is no such command, the command runs on the connection's read loop, or the lane's name is not valid.
    /// </exception>
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
    /// Adds the commands of a contract that an object implements. A new command replaces an existing one of the same name.
    /// </summary>
    /// <remarks>To add a contract to a companion, call <c>companion.Add</c>, which publishes the contract's topics too.</remarks>
    /// <typeparam name="T">An interface that is marked <c>[CommandContract]</c>.</typeparam>
    /// <param name="implementation">The object that the commands call.</param>
    /// <exception cref="ArgumentException">
    /// No code was generated for the interface (the message tells how to generate it), or the contract has topics, which a client cannot
    /// publish.
    /// </exception>
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
    /// Puts a filter around every command, including the built-in ones. The filter runs only for calls that the guard allows.
    /// </summary>
    /// <remarks>
    /// The filter runs inside the filters that were added before, and outside the filters of classes and methods. Calls that have already
    /// begun do not get it.
    /// </remarks>
    public void AddFilter(ICommandFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_adding)
        {
            _filters = [.. _filters, filter];
        }
    }

    /// <summary>Adds commands; each replaces an existing command of the same name.</summary>
    internal void Replace(IEnumerable<CommandDescriptor> added) => Add(added, static (commands, command) => commands[command.Name] = command);

    /// <summary>Adds commands like <see cref="AddFrom"/>, but each call runs on its own object.</summary>
    /// <param name="lease">
    /// Provides the object, on the thread that the command then starts on. The object's owner is disposed after the call was answered. If
    /// this throws, the call fails with that exception.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A method cannot be a command, two methods have the same name, or there are no commands.
    /// </exception>
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

    /// <summary>Adds those commands of <typeparamref name="T"/> whose names are not taken yet.</summary>
    /// <exception cref="ArgumentException">A method cannot be a command, or two methods have the same name.</exception>
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
