using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>What filters see of one call beside its context.</summary>
internal sealed class FilteredCall(CommandDescriptor command, CommandArguments arguments, ArgumentReader reader)
{
    public CommandDescriptor Command => command;

    public CommandArguments Arguments => arguments;

    /// <summary>What the command, or a filter, has given.</summary>
    public object? Result { get; set; }

    /// <summary>The argument that the parameter will get, references replaced; false where it gets none.</summary>
    /// <exception cref="CommandException">The argument is none of that type.</exception>
    public bool TryRead<T>(string parameter, out T? value)
    {
        value = default;
        var resolve = command.ResolvesReferences && reader.HasReferences && arguments.References != ReferenceScope.None;
        var prepared = new Slots<CallArgument>(arguments.Count);
        reader.Prepare(arguments, resolve, prepared.Span);
        if (SourceOf(parameter, prepared.Span) is not (>= 0 and var source))
        {
            return false;
        }

        if (!reader.TryRead(prepared.Span[source], typeof(T), resolve && arguments.References == ReferenceScope.All, out var read, out var problem))
        {
            throw new CommandException(ErrorCode.BadArguments, $"'{parameter}' of {command.Signature}: {problem}.");
        }

        value = (T?)read;
        return true;
    }

    // Those that collect have no argument of their own.
    private int SourceOf(string parameter, ReadOnlySpan<CallArgument> prepared)
    {
        CommandParameter[] bound = [.. command.Parameters.Where(each => !each.IsCollector)];
        var wanted = Array.FindIndex(bound, each => each.Name == parameter);
        if (wanted < 0 || wanted < arguments.PositionalCount)
        {
            return wanted;
        }

        for (var i = arguments.PositionalCount; i < prepared.Length; i++)
        {
            if (Meant(bound, prepared[i].Name!) == wanted)
            {
                return i;
            }
        }

        return -1;
    }

    private static int Meant(CommandParameter[] bound, string name)
    {
        for (var way = 0; way < NameRule.Ways; way++)
        {
            var found = Array.FindIndex(bound, each => NameRule.Match(name, each.Name) == way);
            if (found >= 0)
            {
                return found;
            }
        }

        return -1;
    }
}
