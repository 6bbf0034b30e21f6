using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Finds the argument of a parameter before the arguments are read: by position, or by name (<see cref="NameRule"/>).</summary>
internal static class ArgumentPlace
{
    /// <summary>The index of the argument, or -1 if the caller sent none.</summary>
    /// <param name="command">The command.</param>
    /// <param name="parameter">Which of its parameters, not counting those that collect.</param>
    /// <param name="arguments">The arguments.</param>
    public static int Of(CommandDescriptor command, int parameter, CommandArguments arguments)
    {
        if (parameter < arguments.PositionalCount)
        {
            return parameter;
        }

        for (var i = arguments.PositionalCount; i < arguments.Count; i++)
        {
            if (Meant(command, arguments[i].Name!) == parameter)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of the parameter with exactly this name, not counting those that collect; -1 if there is none.</summary>
    public static int ParameterOf(CommandDescriptor command, string name) => Find(command, name, way: 0);

    private static int Meant(CommandDescriptor command, string name)
    {
        for (var way = 0; way < NameRule.Ways; way++)
        {
            if (Find(command, name, way) is >= 0 and var found)
            {
                return found;
            }
        }

        return -1;
    }

    private static int Find(CommandDescriptor command, string name, int way)
    {
        var index = 0;
        foreach (var parameter in command.Parameters)
        {
            if (!parameter.IsCollector)
            {
                if (NameRule.Match(name, parameter.Name) == way)
                {
                    return index;
                }

                index++;
            }
        }

        return -1;
    }
}
