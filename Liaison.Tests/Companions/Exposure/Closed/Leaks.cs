namespace Liaison.Tests.Companions.Exposure.Closed;

/// <summary>Extension methods of a class that nobody exposes.</summary>
internal static class Leaks
{
    public static string LeakOut(this object value) => Trap.Spring(value.ToString()!);
}
