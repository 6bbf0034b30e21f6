using System.Globalization;

namespace Liaison.Tests.Replay.Fixtures;

#pragma warning disable CS8981 // Named as the module that the recorded messages name.

/// <summary>What the recorded messages call of Python's builtins, and the exceptions that fix.py raises of them.</summary>
internal static class builtins
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static long Int(string x, int @base = 10)
    {
        var value = 0L;
        foreach (var c in x)
        {
            var digit = Digits.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            value = digit >= 0 && digit < @base
                ? (value * @base) + digit
                : throw new ValueError(string.Create(CultureInfo.InvariantCulture, $"invalid literal for int() with base {@base}: '{x}'"));
        }

        return value;
    }

    public static int Len(string x) => x.Length;

    public sealed class ValueError(string message) : Exception(message);

    public sealed class SystemExit(int code) : Exception(code.ToString(CultureInfo.InvariantCulture));
}
