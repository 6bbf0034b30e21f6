using System.Globalization;

namespace Liaison.Benchmarks.Nats;

/// <summary>What is measured over NATS, and how thoroughly.</summary>
internal sealed record NatsRunOptions
{
    private static readonly string[] Parts = ["calls", "workers", "connections"];

    /// <summary>The server; null starts one.</summary>
    public string? Url { get; init; }

    /// <summary>How long each contender is measured in each round.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many rounds the median is of.</summary>
    public int Rounds { get; init; } = 7;

    /// <summary>How many connections a gateway is given.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>How long connections are left alone, to see what they take then.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The parts that are run; none runs all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The file that the results are added to; null where none is.</summary>
    public string? Out { get; init; }

    /// <summary>A run of a few seconds that shows that everything works, and measures nothing worth telling.</summary>
    public static NatsRunOptions Quick { get; } =
        new() { Time = TimeSpan.FromMilliseconds(50), Rounds = 1, Connections = 20, Silence = TimeSpan.FromMilliseconds(50) };

    /// <summary>Whether a part is run.</summary>
    public bool Includes(string part) => Only.Count == 0 || Only.Contains(part);

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has something that is not an option.</exception>
    public static NatsRunOptions Parse(IReadOnlyList<string> args)
    {
        var options = args.Contains("--quick") ? Quick : new NatsRunOptions();
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--quick" => options,
                "--url" when i + 1 < args.Count => options with { Url = args[++i] },
                "--seconds" when i + 1 < args.Count => options with { Time = TimeSpan.FromSeconds(Number(args[++i])) },
                "--rounds" when i + 1 < args.Count => options with { Rounds = (int)Number(args[++i]) },
                "--connections" when i + 1 < args.Count => options with { Connections = (int)Number(args[++i]) },
                "--only" when i + 1 < args.Count => options with { Only = Chosen(args[++i].Split(',')) },
                "--out" when i + 1 < args.Count => options with { Out = args[++i] },
                _ => throw new ArgumentException(
                    $"'{args[i]}' is not an option, or lacks its value. Use --quick, --url <nats://…>, --seconds, --rounds, --connections <number>, --only <parts>, --out <file>."),
            };
        }

        return options;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is no number above 0.");

    private static string[] Chosen(string[] parts) =>
        parts.Except(Parts).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"--only {unknown}: choose among {string.Join(',', Parts)}.")
            : parts;
}
