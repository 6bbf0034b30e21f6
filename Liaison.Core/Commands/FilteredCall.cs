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
        var place = ArgumentPlace.ParameterOf(command, parameter) is >= 0 and var index ? ArgumentPlace.Of(command, index, arguments) : -1;
        if (place < 0)
        {
            return false;
        }

        var resolve = command.ResolvesReferences && reader.HasReferences && arguments.References != ReferenceScope.None;
        var prepared = new Slots<CallArgument>(arguments.Count);
        reader.Prepare(arguments, resolve, prepared.Span);
        if (!reader.TryRead(prepared.Span[place], typeof(T), resolve && arguments.References == ReferenceScope.All, out var read, out var problem))
        {
            throw new CommandException(ErrorCode.BadArguments, $"'{parameter}' of {command.Signature}: {problem}.");
        }

        value = (T?)read;
        return true;
    }
}
