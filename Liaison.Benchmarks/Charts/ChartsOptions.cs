namespace Liaison.Benchmarks.Charts;

/// <summary>What is drawn, and where to.</summary>
internal sealed record ChartsOptions
{
    /// <summary>The file of results.</summary>
    public string From { get; init; } = Path.Combine("docs", "benchmarks", "results.json");

    /// <summary>The folder of <c>benchmarks.md</c>; the charts go into its folder <c>benchmarks</c>.</summary>
    public string To { get; init; } = "docs";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has something that is not an option.</exception>
    public static ChartsOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ChartsOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            options = args[i] switch
            {
                "--from" when i + 1 < args.Count => options with { From = args[i + 1] },
                "--to" when i + 1 < args.Count => options with { To = args[i + 1] },
                _ => throw new ArgumentException($"'{args[i]}' is not an option, or lacks its value. Use --from <file>, --to <folder>."),
            };
        }

        return options;
    }
}
