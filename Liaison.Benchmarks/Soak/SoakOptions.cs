using System.Globalization;

namespace Liaison.Benchmarks.Soak;

/// <summary>How long the soak goes on, and with what.</summary>
internal sealed record SoakOptions
{
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What all that is random comes from; drivers each have a generator of their own, seeded with it and their number.</summary>
    public int Seed { get; init; } = Environment.TickCount;

    /// <summary>How many drivers each way has at once.</summary>
    public int Drivers { get; init; } = 1;

    /// <summary>Whether the sessions of clients outlive their links, so that no call fails where one is cut.</summary>
    public bool Resumes { get; init; }

    /// <summary>The ways that are driven; none drives all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has something that is not an option.</exception>
    public static SoakOptions Parse(IReadOnlyList<string> args)
    {
        var options = new SoakOptions();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--resume")
            {
                options = options with { Resumes = true };
                continue;
            }

            options = args[i] switch
            {
                "--minutes" when Number(args, i + 1, double.TryParse) is { } minutes and > 0 => options with { Time = TimeSpan.FromMinutes(minutes) },
                "--seed" when Number<int>(args, i + 1, int.TryParse) is { } seed => options with { Seed = seed },
                "--drivers" when Number<int>(args, i + 1, int.TryParse) is { } drivers and > 0 => options with { Drivers = drivers },
                "--only" when i + 1 < args.Count => options with { Only = args[i + 1].Split(',') },
                _ => throw new ArgumentException($"'{args[i]}' is not an option, or lacks its value. Use --minutes <n>, --seed <n>, --drivers <n>, --resume, --only <ways>."),
            };
            i++;
        }

        return options;
    }

    private delegate bool TryParse<T>(string? text, IFormatProvider? provider, out T value);

    private static T? Number<T>(IReadOnlyList<string> args, int at, TryParse<T> parse)
        where T : struct =>
        at < args.Count && parse(args[at], CultureInfo.InvariantCulture, out var value) ? value : null;

    private static double? Number(IReadOnlyList<string> args, int at, TryParse<double> parse) => Number<double>(args, at, parse);
}
