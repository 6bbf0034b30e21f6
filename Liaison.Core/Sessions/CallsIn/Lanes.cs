using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>
/// The lanes of one companion at one host, or of a client: the lane of all commands, and the lanes that commands name. Thread-safe.
/// </summary>
internal sealed class Lanes(Execution execution)
{
    private readonly CommandLane? _shared = execution == Execution.Serial ? new CommandLane() : null;
    private readonly ConcurrentDictionary<string, CommandLane> _named = new(StringComparer.Ordinal);
    private readonly TargetLanes _targets = new();

    // An entry lives as long as its connection.
    private readonly ConditionalWeakTable<CommandLane, Lanes> _ofConnections = [];

    /// <summary>The lane for those commands of a connection that name no lane; null if they do not wait.</summary>
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

    /// <summary>
    /// The lane in which a call waits; null if it does not wait. The caller must call <see cref="Leave"/> when the call has ended.
    /// </summary>
    /// <param name="command">The command; null if it does not exist.</param>
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="ordinary">The lane for those commands of the connection that name no lane.</param>
    public CommandLane? Enter(CommandDescriptor? command, CommandArguments arguments, CommandLane? ordinary) => command switch
    {
        null => ordinary,
        { IsConcurrent: true } => null,
        { Lane: null } => ordinary,
        { Lane: Lane.PerTarget } => TargetLanes.NameOf(command, arguments) is { } name ? _targets.Enter(name) : ordinary,
        { Lane: var name } => _named.GetOrAdd(name, static name => new CommandLane { Name = name }),
    };

    /// <summary>Called when a call has ended.</summary>
    public void Leave(CommandLane? lane)
    {
        if (lane is { Target: not null })
        {
            _targets.Leave(lane);
        }
    }

    /// <summary>The state of the shared lane, of all named lanes, and of the other lanes that are not idle.</summary>
    public LaneState[] Snapshot()
    {
        CommandLane[] lasting = [.. _shared is null ? [] : (CommandLane[])[_shared], .. _named.Values.OrderBy(lane => lane.Name, StringComparer.Ordinal)];
        var passing = _ofConnections.Select(lane => lane.Key).Concat(_targets.Snapshot());
        return [.. lasting.Select(lane => lane.State), .. passing.Select(lane => lane.State).Where(state => !state.IsIdle)];
    }
}
