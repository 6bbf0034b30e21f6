using System.Diagnostics.Metrics;
using Liaison.Client;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Sessions.Events;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Telemetry;

/// <summary>What is counted and measured, as OpenTelemetry's SDK sees it.</summary>
[CancelAfter(60_000)]
[NonParallelizable]
internal sealed class MeterTests
{
    [Test]
    public async Task Calls_are_counted_and_measured_at_both_ends(CancellationToken cancellationToken)
    {
        using var telemetry = new RecordedTelemetry();
        await using var companion = new TracedCompanion();
        var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(cancellationToken);
        var before = telemetry.Sum("liaison.connections", ("liaison.end", "host"), ("liaison.transport", "memory"));
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: cancellationToken);
        await client.InvokeAsync<string>("span", [], cancellationToken);
        await client.InvokeAsync<string>("span", [], cancellationToken);
        await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<int>("fail", [], cancellationToken));
        await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<int>("made-up", [], cancellationToken));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = client.InvokeAsync<int>("wait", [], cancel.Token);
        await companion.Running;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(telemetry.Sum("liaison.calls", ("rpc.method", "span")), Is.EqualTo(2));
            Assert.That(telemetry.Sum("liaison.failures", ("rpc.method", "fail"), ("error.type", "failed")), Is.EqualTo(1));
            Assert.That(telemetry.Sum("liaison.failures", ("rpc.method", "_OTHER"), ("error.type", "unknown_command")), Is.EqualTo(1));
            Assert.That(telemetry.Sum("rpc.server.call.duration", ("rpc.method", "span"), ("rpc.system", "liaison")), Is.EqualTo(2));
            Assert.That(telemetry.Sum("rpc.client.call.duration", ("rpc.method", "span")), Is.EqualTo(2));
            Assert.That(telemetry.Sum("rpc.client.call.duration", ("error.type", "unknown_command")), Is.EqualTo(1));
            Assert.That(telemetry.Sum("liaison.queue.time", ("rpc.method", "span")), Is.EqualTo(2));
            Assert.That(telemetry.Sum("liaison.connections", ("liaison.end", "host"), ("liaison.transport", "memory")), Is.EqualTo(before + 1));
            Assert.That(telemetry.Sum("liaison.connections", ("liaison.end", "client"), ("liaison.transport", "memory")), Is.GreaterThanOrEqualTo(1));
            Assert.That(telemetry.Sum("liaison.calls.pending", ("liaison.end", "host")), Is.GreaterThanOrEqualTo(1));
            Assert.That(telemetry.Sum("liaison.received", ("liaison.transport", "memory")), Is.GreaterThan(100));
            Assert.That(telemetry.Sum("liaison.sent", ("liaison.transport", "memory")), Is.GreaterThan(100));
        }

        await cancel.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => waiting);
    }

    [Test]
    public async Task A_listener_that_knows_the_name_Liaison_alone_hears_of_calls(CancellationToken cancellationToken)
    {
        var heard = new System.Collections.Concurrent.ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "Liaison")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => heard.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => heard.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => heard.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
        listener.Start();
        await using var companion = new TracedCompanion();
        var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(cancellationToken);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: cancellationToken);

        await client.InvokeAsync<string>("span", [], cancellationToken);
        listener.RecordObservableInstruments();

        Assert.That(heard.Keys, Is.SupersetOf(new[]
        {
            "liaison.calls", "rpc.server.call.duration", "rpc.client.call.duration", "liaison.queue.time", "liaison.received", "liaison.sent", "liaison.connections",
        }));
    }

    [Test]
    public void Events_that_do_not_fit_are_counted()
    {
        using var telemetry = new RecordedTelemetry();
        var queue = new EventQueue(new SubscriptionOptions { Capacity = 1, Overflow = Overflow.DropOldest });

        queue.TryAdd(new Publication("t", 1));
        queue.TryAdd(new Publication("t", 2));
        queue.TryAdd(new Publication("t", 3));

        Assert.That(telemetry.Sum("liaison.events.dropped"), Is.EqualTo(2));
    }
}
