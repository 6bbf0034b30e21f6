using System.Runtime.CompilerServices;

namespace Liaison.Commands;

/// <summary>The filter chains of a table's commands. A chain is built when its command is first called. Thread-safe.</summary>
/// <param name="commands">The commands.</param>
/// <param name="innermost">Runs a command without its filters, and stores the result in the context.</param>
internal sealed class FilterChains(CommandTable commands, CommandNext innermost)
{
    private readonly ConditionalWeakTable<CommandDescriptor, Chain> _chains = [];

    /// <summary>Runs the command with its filters; null if it has none.</summary>
    /// <exception cref="InvalidOperationException">A filter cannot be created.</exception>
    public CommandNext? Around(CommandDescriptor command)
    {
        var shared = commands.Filters;
        if (shared.Length == 0 && command.Filters.Length == 0)
        {
            return null;
        }

        if (!_chains.TryGetValue(command, out var chain) || chain.Shared != shared)
        {
            chain = new Chain(shared, Create([.. shared, .. command.Filters.Select(Make)]));
            _chains.AddOrUpdate(command, chain);
        }

        return chain.First;
    }

    private CommandNext Create(ICommandFilter[] filters)
    {
        var next = innermost;
        foreach (var filter in filters.Reverse())
        {
            next = Around(filter, next);
        }

        return next;
    }

    private static CommandNext Around(ICommandFilter filter, CommandNext next) => context => filter.InvokeAsync(context, next);

    // Checked when the command was added: the attribute is a filter or names one.
    private ICommandFilter Make(Attribute attribute)
    {
        if (attribute is ICommandFilter own)
        {
            return own;
        }

        var type = ((FilterAttribute)attribute).Filter!;
        try
        {
            return commands.FilterFactory?.Invoke(type) ?? (ICommandFilter)Activator.CreateInstance(type)!;
        }
        catch (MissingMethodException)
        {
            throw new InvalidOperationException(
                $"The filter {type} has no public constructor without parameters, and nothing else makes it. Add it to the services of an application with AddLiaison, or set CommandTable.FilterFactory.");
        }
    }

    private sealed record Chain(ICommandFilter[] Shared, CommandNext First);
}
