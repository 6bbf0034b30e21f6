using System.Globalization;

namespace Liaison.Benchmarks.Streams;

/// <summary>What is measured of streams, and how much.</summary>
internal sealed record StreamsOptions
{
    /// <summary>How many bytes go one way in one run.</summary>
    public long Bytes { get; init; } = 256L << 20;

    /// <summary>How many runs the median is of.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How many pings are sent on an idle link.</summary>
    public int Pings { get; init; } = 5_000;

    /// <summary>The window of each stream, in KiB; null takes the default.</summary>
    public int? WindowKibibytes { get; init; }

    /// <summary>The size of chunks, in KiB; null takes the default.</summary>
    public int? ChunkKibibytes { get; init; }

    /// <summary>The links that are measured; none measures all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>A run of a few seconds that shows that everything works, and measures nothing worth telling.</summary>
    public static StreamsOptions Quick { get; } = new() { Bytes = 8L << 20, Rounds = 1, Pings = 200 };

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has something that is not an option.</exception>
    public static StreamsOptions Parse(IReadOnlyList<string> args)
    {
        var options = args.Contains("--quick") ? Quick : new StreamsOptions();
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--quick" => options,
                "--mebibytes" when i + 1 < args.Count => options with { Bytes = (long)Number(args[++i]) << 20 },
                "--rounds" when i + 1 < args.Count => options with { Rounds = Number(args[++i]) },
                "--window" when i + 1 < args.Count => options with { WindowKibibytes = Number(args[++i]) },
                "--chunk" when i + 1 < args.Count => options with { ChunkKibibytes = Number(args[++i]) },
                "--only" when i + 1 < args.Count => options with { Only = args[++i].Split(',') },
                _ => throw new ArgumentException($"'{args[i]}' is not an option, or lacks its value. Use --quick, --mebibytes <n>, --rounds <n>, --window <KiB>, --chunk <KiB>, --only <links>."),
            };
        }

        return options;
    }

    private static int Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new ArgumentException($"'{text}' is no number of 1 or more.");
}
