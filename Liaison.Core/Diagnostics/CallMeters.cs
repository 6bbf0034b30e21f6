using System.Diagnostics.Metrics;

namespace Liaison.Diagnostics;

/// <summary>The meters of calls. An instrument without listeners costs only one check.</summary>
internal static class CallMeters
{
    /// <summary>The histogram bounds, in seconds, that OpenTelemetry recommends for call durations.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    public static readonly Counter<long> Calls =
        LiaisonTelemetry.Meter.CreateCounter<long>("liaison.calls", "{call}", "Calls of commands over connections that were answered.");

    public static readonly Counter<long> Failures =
        LiaisonTelemetry.Meter.CreateCounter<long>("liaison.failures", "{call}", "Calls that were answered with an error.");

    public static readonly Histogram<double> ServerDuration = LiaisonTelemetry.Meter.CreateHistogram(
        "rpc.server.call.duration", "s", "How long commands ran.", tags: null, Seconds);

    public static readonly Histogram<double> ClientDuration = LiaisonTelemetry.Meter.CreateHistogram(
        "rpc.client.call.duration", "s", "How long the other end took to answer.", tags: null, Seconds);

    public static readonly Histogram<double> QueueTime = LiaisonTelemetry.Meter.CreateHistogram(
        "liaison.queue.time", "s", "How long calls waited before their command began.", tags: null, Seconds);

    public static readonly Counter<long> Received =
        LiaisonTelemetry.Meter.CreateCounter<long>("liaison.received", "By", "Bytes of messages that were received.");

    public static readonly Counter<long> Sent =
        LiaisonTelemetry.Meter.CreateCounter<long>("liaison.sent", "By", "Bytes of messages that were sent.");

    public static readonly Counter<long> Dropped =
        LiaisonTelemetry.Meter.CreateCounter<long>("liaison.events.dropped", "{event}", "Events that their subscriber was too slow for.");

    /// <summary>Whether anybody listens to a per-call instrument of the end that runs the calls.</summary>
    public static bool AnyOfServer => Calls.Enabled || Failures.Enabled || ServerDuration.Enabled || QueueTime.Enabled;
}
