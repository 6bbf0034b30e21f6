using System.Diagnostics;
using System.Text;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Diagnostics;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;
using OpenTelemetry.Metrics;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/observability.md says what is so: its blocks are code that runs here. Alone, since listeners hear the whole process.</summary>
[CancelAfter(60_000)]
[NonParallelizable]
internal sealed class ObservabilityGuideTests
{
    private static readonly Guide Page = new("observability.md");

    private readonly List<Activity> _spans = [];
    private readonly List<Metric> _metrics = [];
    private InMemoryTransport _transport = null!;
    private Companion _companion = null!;
    private LiaisonHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _spans.Clear();
        _metrics.Clear();
        _transport = new InMemoryTransport();
        _companion = new Companion();
        _companion.Commands.AddFrom(new ObservabilityGuide.Stock());
        _host = new LiaisonHost(_companion).Add(_transport);
        await _host.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() =>
        Assert.That(Page.CSharp, Is.EquivalentTo(Regions.Of("ObservabilityGuide.cs")));

    [Test]
    public async Task The_message_of_the_guide_brings_the_trace_of_a_page_to_the_command(CancellationToken token)
    {
        await ObservabilityGuide.RecordAsync(_spans, _metrics, async () =>
        {
            await using var page = await new InMemoryConnector(_transport).ConnectAsync(token);
            await page.SendAsync(new[] { new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(Page.Json.Single())) }, token);
            Assert.That(Encoding.UTF8.GetString((await page.ReceiveAsync(token))!.Value.Bytes.Span), Does.StartWith("""{"response":3,"""));
            await _host.StopAsync();
        });

        var span = _spans.Single(span => span.Kind == ActivityKind.Server);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((span.TraceId.ToHexString(), span.ParentSpanId.ToHexString()), Is.EqualTo(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")));
            Assert.That((span.DisplayName, span.GetTagItem("rpc.system"), span.GetTagItem("rpc.method"), span.GetTagItem("liaison.transport")), Is.EqualTo(("stock", "liaison", "stock", "memory")));
        }
    }

    [Test]
    public async Task Every_instrument_of_the_guide_is_told_of_a_call_that_fails_and_no_other(CancellationToken token)
    {
        // Connected until everything is recorded, since what is connected is looked at then.
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(_transport), cancellationToken: token);
        await ObservabilityGuide.RecordAsync(_spans, _metrics, async () =>
        {
            await client.InvokeAsync<int>("stock", ["tea"], token);
            await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<int>("stock", [], token));
        });

        var named = Page.Table("Meters").SelectMany(row => Guide.Code(row[0])).ToArray();
        var told = _metrics.Select(metric => metric.Name).Distinct().ToArray();

        Assert.That(told, Is.SubsetOf(named));
        Assert.That(named.Except(told), Is.SubsetOf(new[] { "liaison.events.dropped" }), "Nothing was dropped.");
    }

    [Test]
    public async Task What_a_subscriber_does_is_linked_to_the_publisher(CancellationToken token)
    {
        using var source = new ActivitySource("guide");
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard == source || heard.Name == LiaisonTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(_transport), cancellationToken: token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var counted = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var following = ObservabilityGuide.FollowAsync(client, source, counted.SetResult, stop.Token);
        await client.PingAsync(token);
        ActivityContext published;
        using (var publishing = source.StartActivity("publishing")!)
        {
            published = publishing.Context;
            await _host.PublishAsync("count", 7);
        }

        Assert.That(await counted.Task.WaitAsync(token), Is.EqualTo(7));
        await stop.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => following);
        var span = _spans.Single(span => span.Source == source && span.DisplayName == "count");
        Assert.That(span.Links.Single().Context.TraceId, Is.EqualTo(published.TraceId));
    }
}
