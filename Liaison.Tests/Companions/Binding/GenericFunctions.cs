using Liaison.Values;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Generic methods, which tell what their type arguments were taken to be.</summary>
public static class GenericFunctions
{
    public static string Same<T>(T value) => $"{TypeName.Short(typeof(T))} {value}";

    public static string Two<T>(T left, T right) => TypeName.Short(typeof(T));

    public static string Array<T>(T[] items) => $"{TypeName.Short(typeof(T))} {items.Length}";

    public static string Sequence<T>(IEnumerable<T> items) => $"{TypeName.Short(typeof(T))} {items.Count()}";

    public static string Map<TKey, TValue>(Dictionary<TKey, TValue> items)
        where TKey : notnull => $"{TypeName.Short(typeof(TKey))} {TypeName.Short(typeof(TValue))}";

    public static string Many<T>(params T[] items) => $"{TypeName.Short(typeof(T))} {items.Length}";

    public static string Maybe<T>(T? value)
        where T : struct => TypeName.Short(typeof(T));

    public static string Class<T>(T value)
        where T : class => TypeName.Short(typeof(T));

    public static string Hidden<T>(int value) => TypeName.Short(typeof(T));

    public static string Either<T>(T value) => "generic";

    public static string Either(int value) => "int";
}
