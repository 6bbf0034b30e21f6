using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Liaison.Values;

/// <summary>The framework's tuples, value types and classes. The eighth and later items are in a nested tuple.</summary>
internal static class TupleType
{
    private const int MaxOwnItems = 7;

    public static bool Is(Type type) => typeof(ITuple).IsAssignableFrom(type) && type.Namespace == nameof(System);

    /// <summary>The types of all items.</summary>
    public static List<Type> ItemsOf(Type type)
    {
        var items = new List<Type>();
        for (var level = type; level is not null;)
        {
            var arguments = level.GetGenericArguments();
            items.AddRange(arguments.Take(MaxOwnItems));
            level = arguments.Length > MaxOwnItems ? arguments[MaxOwnItems] : null;
        }

        return items;
    }

    /// <summary>Creates the tuple from all items.</summary>
    // Keeps the constructors. The trimmer would remove them from an application that never creates tuples itself.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Tuple<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Tuple<,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Tuple<,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Tuple<,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Tuple<,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Tuple<,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Tuple<,,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(Tuple<,,,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,,,,,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The types are those above, whose constructors are kept.")]
    public static object Create(Type type, List<object?> items)
    {
        if (items.Count <= MaxOwnItems)
        {
            return Activator.CreateInstance(type, [.. items])!;
        }

        var rest = Create(type.GetGenericArguments()[MaxOwnItems], items[MaxOwnItems..]);
        return Activator.CreateInstance(type, [.. items[..MaxOwnItems], rest])!;
    }
}
