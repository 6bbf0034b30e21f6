using System.Globalization;
using System.Numerics;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Numbers, at their limits and past them.</summary>
internal static class NumberRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives((byte x) => x, "[255]", byte.MaxValue),
        Refuses((byte x) => x, "[256]", "expected a whole number (byte), and got 256"),
        Refuses((byte x) => x, "[-1]", "expected a whole number (byte), and got -1"),
        Gives((sbyte x) => x, "[-128]", sbyte.MinValue),
        Refuses((sbyte x) => x, "[128]", "whole number (sbyte)"),
        Gives((short x) => x, "[-32768]", short.MinValue),
        Refuses((short x) => x, "[32768]", "whole number (short)"),
        Gives((ushort x) => x, "[65535]", ushort.MaxValue),
        Refuses((ushort x) => x, "[65536]", "whole number (ushort)"),
        Gives((int x) => x, "[-2147483648]", int.MinValue),
        Gives((int x) => x, "[2147483647]", int.MaxValue),
        Refuses((int x) => x, "[2147483648]", "expected a whole number (int), and got 2147483648"),
        Refuses((int x) => x, "[1.5]", "expected a whole number (int), and got 1.5"),
        Refuses((int x) => x, "[true]", "expected a whole number (int), and got true"),
        Refuses((int x) => x, "[null]", "expected a whole number (int), and got null"),
        Refuses((int x) => x, "[[1]]", "expected a whole number (int), and got [1]"),
        Gives((int x) => x, "[\"12\"]", 12),
        Gives((uint x) => x, "[4294967295]", uint.MaxValue),
        Refuses((uint x) => x, "[4294967296]", "whole number (uint)"),
        Gives((long x) => x, "[-9223372036854775808]", long.MinValue),
        Gives((long x) => x, "[9223372036854775807]", long.MaxValue),
        Refuses((long x) => x, "[9223372036854775808]", "whole number (long)"),
        Gives((ulong x) => x, "[18446744073709551615]", ulong.MaxValue),
        Refuses((ulong x) => x, "[-1]", "whole number (ulong)"),
        Gives((Int128 x) => x, "[-170141183460469231731687303715884105728]", Int128.MinValue),
        Refuses((Int128 x) => x, "[170141183460469231731687303715884105728]", "whole number (Int128)"),
        Gives((UInt128 x) => x, "[340282366920938463463374607431768211455]", UInt128.MaxValue),
        Refuses((UInt128 x) => x, "[-1]", "whole number (UInt128)"),
        Gives((BigInteger x) => x, "[-123456789012345678901234567890123456789012345]", BigInteger.Parse("-123456789012345678901234567890123456789012345", CultureInfo.InvariantCulture)),
        Gives((BigInteger x) => x, "[\"123456789012345678901234567890\"]", BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture)),
        Refuses((BigInteger x) => x, "[1.5]", "whole number (BigInteger)"),
        Refuses((BigInteger x) => x, $"[1{new string('0', 10_000)}]", "whole number of at most 10000 digits"),
        Gives((decimal x) => x, "[79228162514264337593543950335]", decimal.MaxValue),
        Gives((decimal x) => x, "[0.1]", 0.1m),
        Refuses((decimal x) => x, "[1e30]", "a number (decimal)"),
        Gives((Half x) => x, "[65504]", Half.MaxValue),
        Gives((Half x) => x, "[\"NaN\"]", Half.NaN),
        Gives((float x) => x, "[3.4028235E+38]", float.MaxValue),
        Gives((float x) => x, "[\"-Infinity\"]", float.NegativeInfinity),
        Gives((double x) => x, "[1.7976931348623157E+308]", double.MaxValue),
        Gives((double x) => x, "[5E-324]", double.Epsilon),
        Gives((double x) => x, "[1]", 1.0),
        Gives((double x) => x, "[\"NaN\"]", double.NaN),
        Gives((double x) => x, "[\"Infinity\"]", double.PositiveInfinity),
        Gives((double x) => x, "[\"-Infinity\"]", double.NegativeInfinity),
        Refuses((double x) => x, "[\"nan\"]", "expected a number (double), and got \"nan\""),
        Gives((bool x) => x, "[true]", true),
        Refuses((bool x) => x, "[1]", "expected true or false (bool), and got 1"),
        Gives((int? x) => x ?? -1, "[null]", -1),
        Gives((int? x) => x ?? -1, "[5]", 5),
        Refuses((int? x) => x ?? -1, "[\"five\"]", "expected a whole number (int?), and got \"five\""),
        Gives((double? x) => x, "[null]", null),
        Gives((bool? x) => x, "[null]", null),
    ];
}
