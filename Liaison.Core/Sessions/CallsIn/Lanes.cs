using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>The lanes of one companion at one host, or of a client: that of all commands, and those that commands name. Thread-safe.</summary>
internal sealed class Lanes(Execution execution)
{
    private readonly CommandLane? _shared = execution == Execution.Serial ? new CommandLane() : null;
    private readonly ConcurrentDictionary<string, CommandLane> _named = new(StringComparer.Ordinal);
    private readonly TargetLanes _targets = new();

    // Known as long as their connections are.
    private readonly ConditionalWeakTable<CommandLane, Lanes> _ofConnections = [];

    /// <summary>The lane of a connection's commands that name none; null where they do not wait.</summary>
    public CommandLane? OfConnection()
    {
        if (execution != Execution.PerConnection)
        {
            return _shared;
        }

        var lane = new CommandLane();
        _ofConnections.Add(lane, this);
        return lane;
    }

    /// <summary>The lane that a call waits in, which it must <see cref="Leave"/> once it has ended; null where it does not wait.</summary>
    /// <param name="command">The command; null where there is none.</param>
    /// <param name="arguments">What it was given.</param>
    /// <param name="ordinary">The lane of the connection's commands that name none.</param>
    public CommandLane? Enter(CommandDescriptor? command, CommandArguments arguments, CommandLane? ordinary) => command switch
    {
        null => ordinary,
        { IsConcurrent: true } => null,
        { Lane: null } => ordinary,
        { Lane: Lane.PerTarget } => TargetLanes.NameOf(command, arguments) is { } name ? _targets.Enter(name) : ordinary,
        { Lane: var name } => _named.GetOrAdd(name, static name => new CommandLane { Name = name }),
    };

    /// <summary>A call has ended.</summary>
    public void Leave(CommandLane? lane)
    {
        if (lane is { Target: not null })
        {
            _targets.Leave(lane);
        }
    }

    /// <summary>What the lanes do: that of all and those with a name, and of the others those that do anything.</summary>
    public LaneState[] Snapshot()
    {
        CommandLane[] lasting = [.. _shared is null ? [] : (CommandLane[])[_shared], .. _named.Values.OrderBy(lane => lane.Name, StringComparer.Ordinal)];
        var passing = _ofConnections.Select(lane => lane.Key).Concat(_targets.Snapshot());
        return [.. lasting.Select(lane => lane.State), .. passing.Select(lane => lane.State).Where(state => !state.IsIdle)];
    }
}
