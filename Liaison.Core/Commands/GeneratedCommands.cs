using System.ComponentModel;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>The methods that generated code calls, by the class or the contract that declares them. Thread-safe.</summary>
/// <remarks>For generated code: each assembly that has commands registers them before anything else of it runs.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedCommands
{
    private static readonly GeneratedRegistry<GeneratedCommand[]> Known = new();

    /// <summary>Registers the commands that a type declares.</summary>
    /// <param name="type">The class, or the interface of a contract.</param>
    /// <param name="commands">Makes the commands; called once, when the type is first asked for.</param>
    public static void Register(Type type, Func<GeneratedCommand[]> commands) => Known.Register(type, commands);

    /// <summary>The commands that a type declares; none where no code was generated for it.</summary>
    internal static IReadOnlyList<GeneratedCommand> Of(Type type) => Known.TryGet(type, out var commands) ? commands : [];

    /// <summary>The commands that a class declares and inherits; of one that overrides another, that of the class which comes last.</summary>
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

    /// <summary>What calls a method; null where no code was generated for it.</summary>
    internal static CommandInvoker? InvokerOf(MethodInfo method)
    {
        if (!CommandFeatures.GeneratedCommands)
        {
            return null;
        }

        // A method that overrides another is called through that one as well.
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
