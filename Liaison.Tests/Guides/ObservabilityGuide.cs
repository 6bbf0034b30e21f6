using System.Diagnostics;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/observability.md: each region is one of its blocks, and the tests run them.</summary>
internal static class ObservabilityGuide
{
    public static async Task RecordAsync(ICollection<Activity> spans, ICollection<Metric> metrics, Func<Task> run)
    {
        #region with the SDK of OpenTelemetry
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(LiaisonTelemetry.Name).AddInMemoryExporter(spans).Build();
        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter(LiaisonTelemetry.Name).AddInMemoryExporter(metrics).Build();
        #endregion
        await run();
        traces.ForceFlush();
        meters.ForceFlush();
    }

    public static async Task FollowAsync(LiaisonClient client, ActivitySource source, Action<int> handle, CancellationToken stop)
    {
        #region linked to the publisher
        await foreach (var e in client.SubscribeAsync<int>("count", cancellationToken: stop))
        {
            ActivityLink[] links = e.Trace is { } trace ? [new ActivityLink(trace.ToActivityContext())] : [];
            using var span = source.StartActivity("count", ActivityKind.Consumer, parentContext: default, links: links);
            handle(e.Value);
        }
        #endregion
    }

    public sealed class Stock
    {
        [Command("stock")]
        public int Count(string item) => item.Length;
    }
}
