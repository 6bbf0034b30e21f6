using System.IO.Enumeration;

namespace Liaison.Benchmarks.Micro;

/// <summary>The costs that are too small beside what they are added to for two figures of their own.</summary>
internal static class Pairs
{
    private static readonly FilterBenchmarks Filters = new();

    // The runtime may compile two methods that do the same so that one takes some 20 ns longer: the first pair shows how much, in this run.
    private static readonly Pair[] All =
    [
        new("a dispatch, over the same dispatch", () => Ends(Filters.Unaware()), () => Ends(Filters.UnawareToo()), 20),
        new(
            "a command without filters, over a dispatch that knows of none",
            () => Ends(Filters.None()), () => Ends(Filters.Unaware()), 20),
        new(
            "a command told to nobody, over one untold",
            () => Ends(TelemetryBenchmarks.ToldAsync()), () => Ends(TelemetryBenchmarks.UntoldAsync()), 20),
    ];

    /// <summary>Those that a pattern names, such as <c>*Pairs*</c>; all where there is no pattern.</summary>
    public static IEnumerable<Pair> Chosen(IReadOnlyList<string> patterns) =>
        All.Where(pair => patterns.Count == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, $"Pairs.{pair.Name}")));

    private static bool Ends<T>(ValueTask<T> operation) => operation.IsCompletedSuccessfully;
}
