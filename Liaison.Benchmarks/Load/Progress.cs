namespace Liaison.Benchmarks.Load;

/// <summary>Tells on standard error what is being measured, so that a run of minutes does not look like a hang.</summary>
internal static class Progress
{
    public static void Tell(string what) => Console.Error.WriteLine($"  {what}");
}
