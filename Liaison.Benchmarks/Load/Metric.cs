namespace Liaison.Benchmarks.Load;

/// <summary>Something that is measured.</summary>
/// <param name="Name">What the results call it.</param>
/// <param name="Unit">What it is counted in.</param>
internal sealed record Metric(string Name, string Unit)
{
    public static Metric Rate { get; } = new("rate", "1/s");

    public static Metric Throughput { get; } = new("throughput", "MB/s");

    /// <summary>The payloads that pass over the link, in both directions together.</summary>
    public static Metric Moved { get; } = new("moved", "MB/s");

    public static Metric P50 { get; } = new("p50", "µs");

    public static Metric P99 { get; } = new("p99", "µs");

    public static Metric P999 { get; } = new("p999", "µs");

    /// <summary>The processor time of the server for each command.</summary>
    public static Metric Cpu { get; } = new("cpu", "µs");

    /// <summary>The processor time of the load for each command.</summary>
    public static Metric LoadCpu { get; } = new("load cpu", "µs");

    /// <summary>What the server allocated for each command.</summary>
    public static Metric Allocated { get; } = new("allocated", "B");

    /// <summary>The most memory that the server had resident.</summary>
    public static Metric Peak { get; } = new("peak", "MiB");

    /// <summary>What an idle connection takes of the managed heap.</summary>
    public static Metric Managed { get; } = new("managed", "B");

    /// <summary>What an idle connection takes of the resident memory.</summary>
    public static Metric Resident { get; } = new("resident", "B");

    public static Metric Start { get; } = new("start", "ms");

    /// <summary>The processor time of the server in each second.</summary>
    public static Metric CpuShare { get; } = new("cpu share", "ms/s");

    public static Metric Serialised { get; } = new("serialised", "1/event");
}
