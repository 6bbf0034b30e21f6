using System.Reflection;
using Liaison.Contracts;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>The exceptions that a command declares (<see cref="ThrowsAttribute"/>).</summary>
internal sealed class DeclaredErrors
{
    private static readonly DeclaredErrors None = new([]);

    private DeclaredErrors(ThrowsAttribute[] all) => All = all;

    /// <summary>All declarations; those of an override come before those of the overridden method.</summary>
    public IReadOnlyList<ThrowsAttribute> All { get; }

    /// <summary>Reads the declarations of a method.</summary>
    /// <exception cref="ArgumentException">A declaration is not valid.</exception>
    public static DeclaredErrors Of(MethodInfo method)
    {
        var all = method.GetCustomAttributes<ThrowsAttribute>(inherit: true).ToArray();
        foreach (var declared in all)
        {
            var problem = !declared.Exception.IsAssignableTo(typeof(Exception)) ? $"{declared.Exception} is no exception. Name a class that derives from Exception"
                : declared.Exception == typeof(CommandException) ? "a CommandException has a code of its own. Declare an exception of yours"
                : string.IsNullOrEmpty(declared.Code) ? $"it gives {declared.Exception} no code. Write one, e.g. \"student_not_found\""
                : null;
            if (problem is not null)
            {
                throw new ArgumentException($"{method.DeclaringType}.{method.Name} cannot have its [Throws]: {problem}.", nameof(method));
            }
        }

        return all.Length == 0 ? None : new DeclaredErrors(all);
    }

    /// <summary>The declaration for an exception: the one with the nearest base class; null if there is none.</summary>
    public ThrowsAttribute? Find(Exception failure)
    {
        for (var type = failure.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var declared in All)
            {
                if (declared.Exception == type)
                {
                    return declared;
                }
            }
        }

        return null;
    }
}
