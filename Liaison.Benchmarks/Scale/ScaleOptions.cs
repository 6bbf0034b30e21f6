namespace Liaison.Benchmarks.Scale;

/// <summary>What is measured, and how thoroughly.</summary>
internal sealed record ScaleOptions
{
    /// <summary>The least processor time that one sample takes.</summary>
    public TimeSpan SampleTime { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>How many samples the median is of.</summary>
    public int Samples { get; init; } = 7;

    /// <summary>How many of a probe's sizes are measured, from the smallest.</summary>
    public int MaxSizes { get; init; } = int.MaxValue;

    /// <summary>Whether exponents past the limit fail the run.</summary>
    public bool Judges { get; init; } = true;

    /// <summary>The probes that are run; none runs all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The file that the results are added to; null where none is.</summary>
    public string? Out { get; init; }

    /// <summary>A run of a few seconds that shows that everything works, and measures nothing worth telling.</summary>
    public static ScaleOptions Quick { get; } = new() { SampleTime = TimeSpan.FromMilliseconds(1), Samples = 3, MaxSizes = 3, Judges = false };

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has something that is not an option.</exception>
    public static ScaleOptions Parse(IReadOnlyList<string> args)
    {
        var options = args.Contains("--quick") ? Quick : new ScaleOptions();
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--quick" => options,
                "--only" when i + 1 < args.Count => options with { Only = args[++i].Split(',') },
                "--out" when i + 1 < args.Count => options with { Out = args[++i] },
                _ => throw new ArgumentException($"'{args[i]}' is not an option, or lacks its value. Use --quick, --only <names>, --out <file>."),
            };
        }

        return options;
    }
}
