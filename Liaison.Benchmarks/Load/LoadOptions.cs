using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>How long and how wide a run is.</summary>
internal sealed record LoadOptions
{
    /// <summary>How often everything is measured; of an odd number one is the median.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How long one contender is measured in one round.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a contender runs at least before it is measured.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long it may go on running until its code is compiled for good.</summary>
    public TimeSpan MaxFurtherWarmUp { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How many requests are in flight on each connection where they are pipelined.</summary>
    public int Window { get; init; } = 64;

    /// <summary>How many large requests are in flight.</summary>
    public int PayloadWindow { get; init; } = 4;

    /// <summary>The numbers of connections that are pipelined, beside one.</summary>
    public IReadOnlyList<int> Crowds { get; init; } = [32, 1_000];

    /// <summary>The payloads, in bytes.</summary>
    public IReadOnlyList<int> Payloads { get; init; } = [64 * 1024, 1024 * 1024];

    /// <summary>How many connections are opened to see what an idle one takes.</summary>
    public int IdleConnections { get; init; } = 1_000;

    /// <summary>How many clients take part in the events.</summary>
    public int Subscribers { get; init; } = 100;

    /// <summary>How many events are published in a second.</summary>
    public int EventsPerSecond { get; init; } = 1_000;

    /// <summary>How long events are published in one round.</summary>
    public TimeSpan EventRound { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often the start-up is timed.</summary>
    public int Starts { get; init; } = 11;

    /// <summary>Whether servers and load stay on a core each while latencies are measured.</summary>
    public bool Pins { get; init; } = true;

    /// <summary>Whether the run only shows that everything works: its figures are not judged.</summary>
    public bool IsQuick { get; init; }

    /// <summary>What is measured: transports, and the kinds of <see cref="Extras"/>.</summary>
    public IReadOnlySet<string> Only { get; init; } = new HashSet<string>([.. Transports.Keys, .. Extras]);

    /// <summary>The file that the results are added to; null where none is.</summary>
    public string? Out { get; init; }

    /// <summary>The transports by the names that the command line and the results have for them.</summary>
    public static IReadOnlyDictionary<string, Transport> Transports { get; } = new Dictionary<string, Transport>
    {
        ["websocket"] = Transport.WebSocket,
        ["unix"] = Transport.Unix,
        ["pipe"] = Transport.Pipe,
        ["stdio"] = Transport.Stdio,
    };

    /// <summary>What is measured beside the traffic over transports.</summary>
    public static IReadOnlyList<string> Extras { get; } = ["idle", "start", "events", "wslink", "libmedium"];

    /// <summary>A run of a few seconds that shows that everything works, and measures nothing worth telling.</summary>
    public static LoadOptions Quick { get; } = new()
    {
        Rounds = 1,
        Round = TimeSpan.FromMilliseconds(20),
        WarmUp = TimeSpan.Zero,
        MaxFurtherWarmUp = TimeSpan.Zero,
        Crowds = [8],
        Payloads = [1024 * 1024],
        IdleConnections = 50,
        Subscribers = 10,
        EventRound = TimeSpan.FromMilliseconds(200),
        Starts = 1,
        Pins = false,
        IsQuick = true,
    };

    /// <summary>The transports that are measured.</summary>
    public IEnumerable<(string Name, Transport Transport)> ChosenTransports =>
        Transports.Where(known => Only.Contains(known.Key)).Select(known => (known.Key, known.Value));

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has something that is not an option.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> args)
    {
        var options = args.Contains("--quick") ? Quick : new LoadOptions();
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--quick" => options,
                "--only" => options with { Only = ParseOnly(Value(args, ref i)) },
                "--out" => options with { Out = Value(args, ref i) },
                "--rounds" when int.TryParse(Value(args, ref i), out var rounds) && rounds > 0 => options with { Rounds = rounds },
                _ => throw new ArgumentException($"'{args[i]}' is not an option. Use --quick, --only <names>, --rounds <number>, --out <file>."),
            };
        }

        return options;
    }

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        ++i < args.Count ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value behind it.");

    private static HashSet<string> ParseOnly(string names)
    {
        var chosen = names.Split(',').ToHashSet();
        string[] known = [.. Transports.Keys, .. Extras];
        return chosen.IsSubsetOf(known) ? chosen : throw new ArgumentException($"--only {names}: choose among {string.Join(',', known)}.");
    }
}
