namespace Liaison.Benchmarks.Charts;

/// <summary>The part of the guide that is written from the results; people write the rest.</summary>
internal static class ResultRegion
{
    private const string Begin = "<!-- results: begin -->";
    private const string End = "<!-- results: end -->";

    /// <summary>The guide with another text between its two marks.</summary>
    /// <exception cref="InvalidDataException">It has not got both marks.</exception>
    public static string Replace(string guide, string results)
    {
        var (begin, end) = (guide.IndexOf(Begin, StringComparison.Ordinal), guide.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin
            ? $"{guide[..(begin + Begin.Length)]}\n\n{results}\n{guide[end..]}"
            : throw new InvalidDataException($"The guide lacks the lines {Begin} and {End}, between which the results go.");
    }
}
