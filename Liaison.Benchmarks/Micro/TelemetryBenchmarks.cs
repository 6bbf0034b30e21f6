using System.Diagnostics;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Liaison.Diagnostics;
using Liaison.Messages;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.Sending;

namespace Liaison.Benchmarks.Micro;

/// <summary>
/// What traces and meters cost a command: one that knows nothing of them, beside one that asks as a session does whether anybody listens,
/// where nobody does and where somebody does.
/// </summary>
public class TelemetryBenchmarks : IDisposable
{
    private static readonly MicroCompanion Companion = new();
    private static readonly Request Request = new() { Command = "sum" };
    private static readonly PeerInfo Remote = new("memory", "benchmark");

    private ActivityListener? _spans;
    private MeterListener? _meters;

    [GlobalSetup(Targets = [nameof(Untold), nameof(ToldToNobody)])]
    public Task ExpectNobodyAsync() =>
        TraceContext.IsWanted || CallMeters.AnyOfServer
            ? throw new InvalidOperationException("Somebody listens.")
            : ReplyCheck.ExpectAsync(Companion, Requests.Sum, "\"response\":3.5");

    [GlobalSetup(Target = nameof(ToldToSomebody))]
    public void Listen()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LiaisonTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == LiaisonTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meters.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        _meters.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        _meters.Start();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _spans?.Dispose();
        _meters?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "a command, untold")]
    public ValueTask<byte[]> Untold() => UntoldAsync();

    [Benchmark(Description = "a command, told to nobody")]
    public ValueTask<byte[]> ToldToNobody() => ToldAsync();

    [Benchmark(Description = "a command, told to a listener")]
    public ValueTask<byte[]> ToldToSomebody() => ToldAsync();

    /// <summary>The command alone.</summary>
    internal static ValueTask<byte[]> UntoldAsync() => Companion.ExecuteAsync(Requests.Sum);

    /// <summary>Every test that a session makes for one call, around the same command. Nothing in it waits.</summary>
    internal static ValueTask<byte[]> ToldAsync()
    {
        CallMeters.Received.Add(60, new KeyValuePair<string, object?>(CallTags.Transport, Remote.Transport));
        var observed = ServerCall.Of(Request, Remote, tap: null, command: "sum");
        observed?.Begin();
        var reply = Companion.ExecuteAsync(Requests.Sum);
        observed?.End(new Response(Request, null));
        CallMeters.Sent.Add(60, new KeyValuePair<string, object?>(CallTags.Transport, Remote.Transport));
        return reply;
    }
}
