using System.Numerics;
using Liaison.Commands;

namespace Liaison.Tests.Replay.Fixtures;

#pragma warning disable CS8981 // Named as the module that the recorded messages name.

/// <summary>What fix.py defines, in .NET: the functions and classes that the recorded messages call.</summary>
internal static class fix
{
    public const int Const = 42;

    public static void Fail(string msg = "bad thing") => throw new MyErr(msg);

    public static void Chain()
    {
        try
        {
            builtins.Int("x");
        }
        catch (builtins.ValueError failure)
        {
            throw new MyErr("outer", failure);
        }
    }

    public static (int, (int, int), string) Tup() => (1, (2, 3), "x");

    public static HashSet<int> ASet() => [1];

    public static double[] Inf() => [double.PositiveInfinity, double.NegativeInfinity];

    public static BigInteger Big() => BigInteger.Pow(2, 100);

    public static byte[] Bytes() => [0x00, 0xff, (byte)'a', (byte)'b', (byte)'c'];

    public static string Unicode() => "h\u00e9llo \u2603 \U0001F600";

    public static Dictionary<string, object> Kw([Keywords] Dictionary<string, object?> kwargs, params object?[] args) =>
        new() { ["args"] = args, ["kwargs"] = kwargs };

    public static Dictionary<double, string> NonstrKeys() => new() { [1] = "c", [2.5] = "d" };

    public static Dictionary<(int, int), string> TupleKeys() => new() { [(1, 2)] = "a" };

    public static IEnumerable<int> Gen()
    {
        for (var i = 0; i < 3; i++)
        {
            yield return i;
        }
    }

    public static MyErr RetErr() => new("returned not raised");

    public static async Task<int> Coro()
    {
        await Task.Yield();
        return 5;
    }

    public static Func<object, object> Lam() => Same;

    public static int Printy()
    {
        Console.WriteLine("printed to stdout");
        return 1;
    }

    public static void Sysexit() => throw new builtins.SystemExit(3);

    private static object Same(object x) => x;

    public sealed class Widget(int a = 1, int b = 2)
    {
        public static string Colour => "red";

        public int A { get; } = a;

        public int B { get; } = b;

        public Child Child { get; } = new();

        public Dictionary<string, int[]?> D { get; } = new() { ["k"] = [10, 20, 30], ["n"] = null };

        public int Boom => throw new builtins.ValueError("boom prop");

        public int Add(int x, int y = 0) => A + x + y;

        public override string ToString() => $"<Widget a={A} b={B}>";
    }

    public sealed class Child
    {
        public static string Name => "kid";

        public override string ToString() => "<Child>";
    }

    public sealed class WithJSON(int v = 7)
    {
        public int V => v;

        public string Kind => "WithJSON";
    }

    public sealed class BadJSON
    {
        public string Json => throw new InvalidOperationException("no json for you");

        public override string ToString() => "<BadJSON>";
    }

    public sealed class MyErr(string message, Exception? inner = null) : Exception(message, inner);
}
