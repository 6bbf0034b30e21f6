using Liaison.Transports;
using NATS.Client.Core;

namespace Liaison.Benchmarks.Nats;

/// <summary>What the processes that meet over NATS agree on.</summary>
internal static class NatsNodes
{
    /// <summary>How many sessions and connections they let in: more than there are file descriptors.</summary>
    public const int MaxConnections = 100_000;

    /// <summary>The options of both ends.</summary>
    public static NatsOptions Options(string url, string subject) => new()
    {
        Connection = NatsOpts.Default with { Url = url },
        Subject = subject,
        DrainTimeout = TimeSpan.Zero,
    };

    /// <summary>Where a worker answers bare requests.</summary>
    public static string Bare(string subject) => subject + "-bare";
}
