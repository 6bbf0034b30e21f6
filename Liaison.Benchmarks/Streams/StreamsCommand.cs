using System.Globalization;

namespace Liaison.Benchmarks.Streams;

/// <summary>
/// Measures streams over each link beside a bare copy over the same link, in turns, and pings beside them:
/// <c>streams [--quick] [--mebibytes n] [--rounds n] [--window KiB] [--chunk KiB] [--only links]</c>. Both ends are in this process.
/// </summary>
internal static class StreamsCommand
{
    /// <returns>0; 2 where the command line is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        try
        {
            var options = StreamsOptions.Parse(args);
            Console.WriteLine("| link | bare copy, MB/s | to the host | from the host | ping idle, p50 / p99 us | beside a stream to the host | from the host | bare ping idle | beside the bare copy | held, KiB | managed, MiB |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
            foreach (var link in Choose(options.Only))
            {
                Write(link.Name, await StreamsRun.MeasureAsync(link, options));
            }

            return 0;
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    private static IEnumerable<StreamsLink> Choose(IReadOnlyList<string> names)
    {
        var unknown = names.Except(StreamsLink.All.Select(link => link.Name)).ToArray();
        return unknown.Length == 0
            ? StreamsLink.All.Where(link => names.Count == 0 || names.Contains(link.Name))
            : throw new ArgumentException($"--only {string.Join(',', unknown)}: choose among {string.Join(',', StreamsLink.All.Select(link => link.Name))}.");
    }

    private static void Write(string name, StreamsResult result) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {result.Bare:0} | {result.Up:0} ({result.Up / result.Bare:0.00}) | {result.Down:0} ({result.Down / result.Bare:0.00}) "
        + $"| {Text(result.Idle)} | {Text(result.BesideUp, result.Idle)} | {Text(result.BesideDown, result.Idle)} | {Text(result.BareIdle)} | {Text(result.BareBeside, result.BareIdle)} "
        + $"| {result.HeldBytes / 1024.0:0} | {result.ManagedBytes / 1048576.0:0.0} |"));

    private static string Text(PingTimes pings) => string.Create(CultureInfo.InvariantCulture, $"{pings.P50:0} / {pings.P99:0}");

    // In brackets the p99, as a multiple of that of the idle link.
    private static string Text(PingTimes pings, PingTimes idle) =>
        Text(pings) + string.Create(CultureInfo.InvariantCulture, $" ({pings.P99 / idle.P99:0.0})");
}
