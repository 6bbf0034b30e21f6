using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions.Targets;
using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>A lane for each object that calls are on, for as long as there are any: peers choose the names. Thread-safe.</summary>
internal sealed class TargetLanes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (CommandLane Lane, int Calls)> _lanes = new(StringComparer.Ordinal);

    /// <summary>The name of the object that a call is on; null where its first argument names none.</summary>
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

    /// <summary>The lane of an object, which a call enters.</summary>
    public CommandLane Enter(string name)
    {
        lock (_gate)
        {
            var (lane, calls) = _lanes.TryGetValue(name, out var present) ? present : (new CommandLane { Name = Lane.PerTarget, Target = name }, 0);
            _lanes[name] = (lane, calls + 1);
            return lane;
        }
    }

    /// <summary>A call has ended; with its last one the lane goes.</summary>
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

    /// <summary>The lanes that there are now, by their names.</summary>
    public CommandLane[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _lanes.Values.Select(each => each.Lane).OrderBy(lane => lane.Target, StringComparer.Ordinal)];
        }
    }

    // Null where the string is no text, which the command will say.
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
