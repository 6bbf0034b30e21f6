using System.Reflection;
using Liaison.Commands;
using Liaison.Values;

namespace Liaison.Companions.Binding;

/// <summary>A method that a target names, with all its overloads, bound to the object that it was found on.</summary>
internal sealed class MethodTarget(object? instance, MemberGroup group) : ITargetHandle
{
    /// <summary>The object; null if the target named a type.</summary>
    public object? Instance => instance;

    public string Name => group.Name;

    /// <summary>The overloads that can be called; without an object, only the static ones.</summary>
    public OverloadSet Overloads => instance is null ? group.StaticOverloads : group.Overloads;

    public IReadOnlyList<CallSignature> AllOverloads => group.Overloads.Signatures;

    /// <summary>
    /// Returns a delegate of the wanted type that calls the overload with its parameters, or the method itself if the wanted type accepts
    /// it.
    /// </summary>
    public object? As(Type wanted)
    {
        if (!wanted.IsSubclassOf(typeof(MulticastDelegate)))
        {
            return group.Members is [var only] && wanted.IsInstanceOfType(only) ? only : null;
        }

        // The caller of a delegate does not know the peer, so commands that are not for everybody never become delegates.
        foreach (var method in group.Members.Cast<MethodInfo>().Where(IsForEverybody))
        {
            var bound = method.IsStatic
                ? Delegate.CreateDelegate(wanted, method, throwOnBindFailure: false)
                : instance is null ? null : Delegate.CreateDelegate(wanted, instance, method, throwOnBindFailure: false);
            if (bound is not null)
            {
                return bound;
            }
        }

        return null;
    }

    private static bool IsForEverybody(MethodInfo method) =>
        !method.ContainsGenericParameters && !CommandMetadata.IsProtected(method) && !CommandMetadata.IsJudged(method);

    /// <summary>The method as it is written in messages.</summary>
    public override string ToString() => TypeName.Uri((MethodBase)group.Members[0]);
}
