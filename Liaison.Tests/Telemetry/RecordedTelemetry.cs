using System.Collections.ObjectModel;
using System.Diagnostics;
using Liaison.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Liaison.Tests.Telemetry;

/// <summary>What OpenTelemetry's SDK is told by the library while this lives, in memory.</summary>
internal sealed class RecordedTelemetry : IDisposable
{
    /// <summary>The tests' own source, whose spans are recorded too.</summary>
    public static readonly ActivitySource Own = new("Liaison.Tests");

    private readonly EndedSpans _spans = [];
    private readonly List<Metric> _metrics = [];
    private readonly TracerProvider _tracer;
    private readonly MeterProvider _meter;

    public RecordedTelemetry()
    {
        _tracer = Sdk.CreateTracerProviderBuilder().AddSource(LiaisonTelemetry.Name).AddSource(Own.Name).AddInMemoryExporter(_spans).Build();
        _meter = Sdk.CreateMeterProviderBuilder().AddMeter(LiaisonTelemetry.Name).AddInMemoryExporter(_metrics).Build();
    }

    /// <summary>The spans that have ended, of one trace where one is named.</summary>
    public Activity[] Spans(ActivityTraceId? trace = null) => [.. _spans.SoFar().Ended.Where(span => trace is null || span.TraceId == trace)];

    /// <summary>Waits until so many spans of the kind have ended, and gives them.</summary>
    public async Task<Activity[]> SpansAsync(ActivityKind kind, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (ended, more) = _spans.SoFar();
            var spans = ended.Where(span => span.Kind == kind).ToArray();
            if (spans.Length >= count)
            {
                return spans;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until a span of that kind and name has ended, and gives it.</summary>
    public async Task<Activity> SpanAsync(ActivityKind kind, string name, CancellationToken cancellationToken)
    {
        for (var count = 1; ; count++)
        {
            if ((await SpansAsync(kind, count, cancellationToken)).FirstOrDefault(span => span.DisplayName == name) is { } found)
            {
                return found;
            }
        }
    }

    /// <summary>The sum of a metric's points whose tags hold all that are named: a count of a histogram, a sum of others.</summary>
    public double Sum(string metric, params (string Name, string Value)[] tags)
    {
        _metrics.Clear();
        _meter.ForceFlush();
        var sum = 0.0;
        foreach (var found in _metrics.Where(one => one.Name == metric))
        {
            foreach (ref readonly var point in found.GetMetricPoints())
            {
                var present = new Dictionary<string, object?>();
                foreach (var tag in point.Tags)
                {
                    present[tag.Key] = tag.Value;
                }

                if (tags.All(tag => Equals(present.GetValueOrDefault(tag.Name), tag.Value)))
                {
                    sum += found.MetricType.IsHistogram() ? point.GetHistogramCount() : point.GetSumLong();
                }
            }
        }

        return sum;
    }

    public void Dispose()
    {
        _tracer.Dispose();
        _meter.Dispose();
    }

    /// <summary>The spans that have ended, which any thread adds. Thread-safe.</summary>
    private sealed class EndedSpans : Collection<Activity>
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The spans so far, and a task that completes with the next one.</summary>
        public (Activity[] Ended, Task More) SoFar()
        {
            lock (_gate)
            {
                return ([.. this], _added.Task);
            }
        }

        protected override void InsertItem(int index, Activity item)
        {
            lock (_gate)
            {
                base.InsertItem(Count, item);
                _added.SetResult();
                _added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
