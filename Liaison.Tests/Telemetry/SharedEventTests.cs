using System.Diagnostics;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.Features;
using Liaison.Tests.Nats;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Telemetry;

/// <summary>The trace of an event that goes from host to host. Alone, since every listener in the process hears everything.</summary>
[CancelAfter(60_000)]
[NonParallelizable]
internal sealed class SharedEventTests
{
    [TestCase("news")]
    [TestCase("orders.made")]
    public async Task Whoever_receives_an_event_of_another_host_is_linked_to_its_publisher(string topic, CancellationToken token)
    {
        var options = new NatsTopicsOptions { Nats = NatsServer.Shared().Options(), Durable = ["orders.*"] };
        using var telemetry = new RecordedTelemetry();
        await using var companion = new Companion();
        var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion).Add(transport).ShareTopics(new NatsTopics(options));
        await using var other = new LiaisonHost(new Companion()).Add(new InMemoryTransport()).ShareTopics(new NatsTopics(options));
        await host.StartAsync(token);
        await other.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        await client.InvokeAsync<bool>("subscribe", [topic], token);
        await using var events = await EventLoop<int>.StartAsync(client, topic, token);

        await other.PublishAsync(topic, 7);

        Assert.That((await events.NextAsync()).Value, Is.EqualTo(7));
        var published = await telemetry.SpanAsync(ActivityKind.Producer, "publish", token);
        var received = await telemetry.SpanAsync(ActivityKind.Consumer, "receive", token);
        Assert.That(received.Links.Single().Context.SpanId, Is.EqualTo(published.SpanId));
        Assert.That(received.TraceId, Is.Not.EqualTo(published.TraceId));
    }
}
