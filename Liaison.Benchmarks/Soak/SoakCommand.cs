namespace Liaison.Benchmarks.Soak;

/// <summary>
/// Drives every transport and protocol with random traffic, valid and not, over links that are cut at random, and looks at every answer:
/// <c>soak [--minutes n] [--seed n] [--drivers n] [--resume] [--only ways]</c>.
/// </summary>
internal static class SoakCommand
{
    /// <returns>0; 1 where something was lost, repeated or unexpected, 2 where the command line is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        try
        {
            var report = await new SoakRun(SoakOptions.Parse(args)).RunAsync();
            report.Write(Console.Out);
            return report.IsClean ? 0 : 1;
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }
}
