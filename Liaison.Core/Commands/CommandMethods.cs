using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>Finds the command methods of a class, and the generated code that calls them.</summary>
internal static class CommandMethods
{
    /// <summary>The methods, each with its generated invoker, or null if reflection must call it.</summary>
    public static IEnumerable<(MethodInfo Method, CommandInvoker? Invoke)> Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) =>
        CommandFeatures.ReflectedCommands
            ? from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
              where method.IsDefined(typeof(CommandAttribute), inherit: true)
              select (method, GeneratedCommands.InvokerOf(method))
            : from command in GeneratedCommands.WithInherited(type)
              select (command.Method, (CommandInvoker?)command.Invoke);
}
