using System.Reflection;
using Liaison.Commands;
using Liaison.Values;

namespace Liaison.Companions.Binding;

/// <summary>A method that a target names, with all its overloads, bound to the object that it was found on.</summary>
internal sealed class MethodTarget(object? instance, MemberGroup group) : ITargetHandle
{
    /// <summary>The object; null where the target named a type.</summary>
    public object? Instance => instance;

    public string Name => group.Name;

    /// <summary>What a call chooses from: without an object, the static overloads alone.</summary>
    public OverloadSet Overloads => instance is null ? group.StaticOverloads : group.Overloads;

    public IReadOnlyList<CallSignature> AllOverloads => group.Overloads.Signatures;

    /// <summary>A delegate of the wanted type that calls the overload with its parameters; the method itself where anything is taken.</summary>
    public object? As(Type wanted)
    {
        if (!wanted.IsSubclassOf(typeof(MulticastDelegate)))
        {
            return group.Members is [var only] && wanted.IsInstanceOfType(only) ? only : null;
        }

        // Whoever calls a delegate no longer knows for whom: a command that is not for everybody never becomes one.
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
        !method.ContainsGenericParameters && !CommandAttribute.IsProtected(method) && !CommandMetadata.IsJudged(method);

    /// <summary>As it stands in messages.</summary>
    public override string ToString() => TypeName.Uri((MethodBase)group.Members[0]);
}
