using System.Numerics;

namespace Liaison.Commands;

/// <summary>Tells plain data from objects. Plain data stays the same when it is written as JSON and read again; objects do not.</summary>
internal static class PlainData
{
    // Limited, because a peer can put a list into itself.
    private const int MaxDepth = 64;

    /// <summary>
    /// Whether the value is a scalar (number, text and so on), or a list or dictionary of such values, as <c>store</c> creates them.
    /// </summary>
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
