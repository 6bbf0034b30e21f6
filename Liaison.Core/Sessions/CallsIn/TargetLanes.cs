using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions.Targets;
using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>
/// One lane for each object on which calls are pending. Peers choose the names, so a lane is removed with its last call. Thread-safe.
/// </summary>
internal sealed class TargetLanes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (CommandLane Lane, int Calls)> _lanes = new(StringComparer.Ordinal);

    /// <summary>The name of the object that a call is for; null if its first argument does not name one.</summary>
    public static string? NameOf(CommandDescriptor command, CommandArguments arguments)
    {
        var place = ArgumentPlace.Of(command, parameter: 0, arguments);
        if (place < 0 || arguments[place] is not { Kind: JsonTokenType.String } argument)
        {
            return null;
        }

        var text = TextOf(argument);
        return text is not null && TargetPath.TryParse(text.StartsWith('$') ? text[1..] : text, out var path, out _) && path.Root.Length > 0 ? path.Root : null;
    }

    /// <summary>Adds a call to the lane of an object, and returns the lane.</summary>
    public CommandLane Enter(string name)
    {
        lock (_gate)
        {
            var (lane, calls) = _lanes.TryGetValue(name, out var present) ? present : (new CommandLane { Name = Lane.PerTarget, Target = name }, 0);
            _lanes[name] = (lane, calls + 1);
            return lane;
        }
    }

    /// <summary>Called when a call has ended. The lane is removed with its last call.</summary>
    public void Leave(CommandLane lane)
    {
        lock (_gate)
        {
            var calls = _lanes[lane.Target!].Calls - 1;
            if (calls == 0)
            {
                _lanes.Remove(lane.Target!);
            }
            else
            {
                _lanes[lane.Target!] = (lane, calls);
            }
        }
    }

    /// <summary>The current lanes, sorted by their names.</summary>
    public CommandLane[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _lanes.Values.Select(each => each.Lane).OrderBy(lane => lane.Target, StringComparer.Ordinal)];
        }
    }

    // Null if the string is not valid text. The command will report that error.
    private static string? TextOf(Argument argument)
    {
        var reader = new Utf8JsonReader(argument.Json.Span);
        reader.Read();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
