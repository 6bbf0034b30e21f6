using System.Numerics;

namespace Liaison.Commands;

/// <summary>Tells data, which is the same when it is written and read again, from objects, which are not.</summary>
internal static class PlainData
{
    // A peer can put a list into itself.
    private const int MaxDepth = 64;

    /// <summary>Whether the value is a number, a text or the like, or a list or dictionary of such, as <c>store</c> makes them.</summary>
    public static bool Is(object? value) => Is(value, MaxDepth);

    private static bool Is(object? value, int depth) => value switch
    {
        null => true,
        List<object?> items => depth > 0 && items.TrueForAll(item => Is(item, depth - 1)),
        Dictionary<string, object?> members => depth > 0 && members.Values.All(member => Is(member, depth - 1)),
        string or bool or char or Guid or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Uri or Version or Enum => true,
        BigInteger or Int128 or UInt128 or Half or decimal or byte[] => true,
        _ => value.GetType().IsPrimitive,
    };
}
