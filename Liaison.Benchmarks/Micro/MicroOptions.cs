namespace Liaison.Benchmarks.Micro;

/// <summary>What is run, and how thoroughly.</summary>
internal sealed record MicroOptions
{
    /// <summary>Whether to run in this process and briefly: it shows that everything works, and measures nothing worth telling.</summary>
    public bool Quick { get; init; }

    /// <summary>The file that the results are added to; null where none is.</summary>
    public string? Out { get; init; }

    /// <summary>Patterns of the benchmarks that are run, e.g. <c>*Execute*</c>; none runs all.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has something that is not an option.</exception>
    public static MicroOptions Parse(IReadOnlyList<string> args)
    {
        var options = new MicroOptions();
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--quick" => options with { Quick = true },
                "--out" when i + 1 < args.Count => options with { Out = args[++i] },
                ['-', ..] => throw new ArgumentException($"'{args[i]}' is not an option, or lacks its value. Use --quick, --out <file>, and patterns such as *Execute*."),
                var filter => options with { Filters = [.. options.Filters, filter] },
            };
        }

        return options;
    }
}
