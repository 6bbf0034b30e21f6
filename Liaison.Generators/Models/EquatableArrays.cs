namespace Liaison.Generators;

/// <summary>Creates arrays that are compared item by item.</summary>
internal static class EquatableArrays
{
    public static EquatableArray<T> ToEquatable<T>(this IEnumerable<T> items)
        where T : IEquatable<T> => new([.. items]);
}
