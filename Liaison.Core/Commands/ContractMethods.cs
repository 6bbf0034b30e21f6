using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Liaison.Contracts;

namespace Liaison.Commands;

/// <summary>Makes commands from the methods of a contract, called on an implementation of the contract.</summary>
internal static class ContractMethods
{
    /// <summary>Creates the commands.</summary>
    /// <exception cref="ArgumentException">A method cannot be a command, or two methods have the same name.</exception>
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

    /// <summary>The methods of contracts that the method implements. Their attributes protect the method, no matter how it is called.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A contract that a companion serves is kept. One that no code names has no commands.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
    public static IEnumerable<MethodInfo> ImplementedBy(MethodInfo method) =>
        method is { IsStatic: false, ReflectedType: { IsInterface: false } type }
            ? type.GetInterfaces()
                .Where(each => each.IsDefined(typeof(CommandContractAttribute), inherit: false))
                .SelectMany(contract => (Type[])[contract, .. contract.GetInterfaces()])
                .Distinct()
                .SelectMany(contract => contract.GetMethods())
                .Where(declared => ImplementationOf(declared, type)?.HasSameMetadataDefinitionAs(method) == true)
            : [];

    // The attributes of the implementing method decide who may call it. Only a method without attributes that anybody reads is trimmed.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What implements a method that is called is kept, and its attributes with it.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "As above.")]
    private static MethodInfo? ImplementationOf(MethodInfo method, Type type)
    {
        var map = type.GetInterfaceMap(method.DeclaringType!);
        var place = Array.IndexOf(map.InterfaceMethods, method);
        return place < 0 ? null : map.TargetMethods[place];
    }
}
