using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>Finds the methods of a class that are commands, and what calls them.</summary>
internal static class CommandMethods
{
    /// <summary>The methods; of each what was generated to call it, or null where reflection has to.</summary>
    public static IEnumerable<(MethodInfo Method, CommandInvoker? Invoke)> Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) =>
        CommandFeatures.ReflectedCommands
            ? from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
              where method.IsDefined(typeof(CommandAttribute), inherit: true)
              select (method, GeneratedCommands.InvokerOf(method))
            : from command in GeneratedCommands.WithInherited(type)
              select (command.Method, (CommandInvoker?)command.Invoke);
}
