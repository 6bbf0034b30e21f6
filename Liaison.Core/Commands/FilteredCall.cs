using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>The data of one call that filters see through its context.</summary>
internal sealed class FilteredCall(CommandDescriptor command, CommandArguments arguments, ArgumentReader reader)
{
    public CommandDescriptor Command => command;

    public CommandArguments Arguments => arguments;

    /// <summary>The result that the command or a filter has set.</summary>
    public object? Result { get; set; }

    /// <summary>Reads the parameter's argument, with references replaced. Returns false if there is no argument.</summary>
    /// <exception cref="CommandException">The argument cannot be read as this type.</exception>
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
