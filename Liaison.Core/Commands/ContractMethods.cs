using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>Makes commands of the methods of a contract, called on what implements the contract.</summary>
internal static class ContractMethods
{
    /// <summary>The commands.</summary>
    /// <exception cref="ArgumentException">A method cannot be a command, or two have one name.</exception>
    public static IReadOnlyCollection<CommandDescriptor> Of(GeneratedContract contract, object implementation, bool requireAuthentication)
    {
        var commands = new Dictionary<string, CommandDescriptor>(StringComparer.Ordinal);
        foreach (var method in contract.Commands)
        {
            var command = new CommandDescriptor(method.Method, implementation, requireAuthentication, method.Invoke, ImplementationOf(method.Method, implementation.GetType()))
            {
                Name = contract.NameOf(method),
                Contract = contract.Type,
            };
            if (!commands.TryAdd(command.Name, command))
            {
                throw new ArgumentException($"{contract.Type} has two commands '{command.Name}': {commands[command.Name].Signature} and {command.Signature}. Rename one.");
            }
        }

        return commands.Values;
    }

    // Its attributes say who may call it. What was removed by the trimmer had none that anybody reads.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What implements a method that is called is kept, and its attributes with it.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "As above.")]
    private static MethodInfo? ImplementationOf(MethodInfo method, Type type)
    {
        var map = type.GetInterfaceMap(method.DeclaringType!);
        var place = Array.IndexOf(map.InterfaceMethods, method);
        return place < 0 ? null : map.TargetMethods[place];
    }
}
