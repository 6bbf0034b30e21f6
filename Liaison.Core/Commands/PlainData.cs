using System.Numerics;

namespace Liaison.Commands;

/// <summary>Tells data, which is the same when it is written and read again, from objects, which are not.</summary>
internal static class PlainData
{
    /// <summary>Whether the value is a number, a text or the like, or a list or dictionary of such, as <c>store</c> makes them.</summary>
    public static bool Is(object? value) => value switch
    {
        null => true,
        List<object?> items => items.TrueForAll(Is),
        Dictionary<string, object?> members => members.Values.All(Is),
        string or bool or char or Guid or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Uri or Version or Enum => true,
        BigInteger or Int128 or UInt128 or Half or decimal or byte[] => true,
        _ => value.GetType().IsPrimitive,
    };
}
