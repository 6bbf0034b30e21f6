using System.ComponentModel;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>Registry of the methods that generated code calls, by the class or contract that declares them. Thread-safe.</summary>
/// <remarks>For generated code: each assembly with commands registers them before any other code of the assembly runs.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedCommands
{
    private static readonly GeneratedRegistry<GeneratedCommand[]> Known = new();

    /// <summary>Registers the commands that a type declares.</summary>
    /// <param name="type">The class, or the interface of a contract.</param>
    /// <param name="commands">Creates the commands; called once, when the type is first looked up.</param>
    public static void Register(Type type, Func<GeneratedCommand[]> commands) => Known.Register(type, commands);

    /// <summary>The commands that a type declares; empty if no code was generated for it.</summary>
    internal static IReadOnlyList<GeneratedCommand> Of(Type type) => Known.TryGet(type, out var commands) ? commands : [];

    /// <summary>The commands that a class declares and inherits. Of an overridden command, only the most derived one.</summary>
    internal static IEnumerable<GeneratedCommand> WithInherited(Type type) => AllOf(type).DistinctBy(command => command.Method.GetBaseDefinition());

    private static IEnumerable<GeneratedCommand> AllOf(Type type)
    {
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var command in Of(declaring))
            {
                yield return command;
            }
        }
    }

    /// <summary>The generated invoker of a method; null if no code was generated for it.</summary>
    internal static CommandInvoker? InvokerOf(MethodInfo method)
    {
        if (!CommandFeatures.GeneratedCommands)
        {
            return null;
        }

        // Code that was generated for the overridden method calls the override as well.
        var declared = method.GetBaseDefinition();
        for (var declaring = method.DeclaringType; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var command in Of(declaring))
            {
                if (command.Method.MethodHandle == method.MethodHandle || command.Method.GetBaseDefinition().MethodHandle == declared.MethodHandle)
                {
                    return command.Invoke;
                }
            }
        }

        return null;
    }
}
