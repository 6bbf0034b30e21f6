namespace Liaison.Tests.Replay.Fixtures;

#pragma warning disable CS8981 // Named as the module that the recorded messages name.

/// <summary>What the recorded messages call of Python's math.</summary>
internal static class math
{
    public static double Sqrt(double x) => x >= 0 ? Math.Sqrt(x) : throw new builtins.ValueError("math domain error");
}
