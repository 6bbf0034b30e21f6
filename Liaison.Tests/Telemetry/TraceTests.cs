using System.Diagnostics;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Telemetry;

/// <summary>Traces, as OpenTelemetry's SDK sees them. Alone, since every listener in the process hears everything.</summary>
[CancelAfter(60_000)]
[NonParallelizable]
[TestFixture("liaison")]
[TestFixture("json-rpc")]
[TestFixture("wslink")]
internal sealed class TraceTests(string protocol)
{
    private RecordedTelemetry _telemetry = null!;
    private TracedCompanion _companion = null!;
    private LiaisonHost _host = null!;
    private LiaisonClient _client = null!;

    private IWireProtocol Protocol => protocol switch
    {
        "liaison" => LiaisonProtocol.Instance,
        "json-rpc" => JsonRpcProtocol.Instance,
        _ => WslinkProtocol.Instance,
    };

    [SetUp]
    public async Task StartAsync()
    {
        _telemetry = new RecordedTelemetry();
        _companion = new TracedCompanion();
        var transport = new InMemoryTransport();
        _host = new LiaisonHost(_companion, new HostOptions { Protocols = [Protocol] }).Add(transport);
        await _host.StartAsync();
        _client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), new ClientOptions { Protocol = Protocol });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
        _telemetry.Dispose();
    }

    [Test]
    public async Task A_call_is_one_trace_from_the_caller_to_what_the_command_does(CancellationToken cancellationToken)
    {
        Activity root;
        string? inner;
        using (root = RecordedTelemetry.Own.StartActivity("page")!)
        {
            inner = await _client.InvokeAsync<string>("later", [], cancellationToken);
            Assert.That(Activity.Current, Is.SameAs(root), "the caller goes on in its own span");
        }

        // Not waited for: each span of the call ends before the caller goes on.
        var spans = _telemetry.Spans(root.TraceId).ToDictionary(span => (span.Kind, span.DisplayName));
        var client = spans[(ActivityKind.Client, "later")];
        var server = spans[(ActivityKind.Server, "later")];
        var own = spans[(ActivityKind.Internal, "inner")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(client.ParentSpanId, Is.EqualTo(root.SpanId));
            Assert.That(server.ParentSpanId, Is.EqualTo(client.SpanId));
            Assert.That(server.HasRemoteParent);
            Assert.That(own.ParentSpanId, Is.EqualTo(server.SpanId));
            Assert.That(inner, Is.EqualTo(own.Id));
            foreach (var span in (Activity[])[client, server])
            {
                Assert.That(span.GetTagItem("rpc.system"), Is.EqualTo("liaison"));
                Assert.That(span.GetTagItem("rpc.method"), Is.EqualTo("later"));
                Assert.That(span.GetTagItem("liaison.transport"), Is.EqualTo("memory"));
                Assert.That(span.GetTagItem("error.type"), Is.Null);
                Assert.That(span.Status, Is.EqualTo(ActivityStatusCode.Unset));
            }
        }
    }

    [Test]
    public async Task The_state_of_a_trace_goes_along(CancellationToken cancellationToken)
    {
        using var root = RecordedTelemetry.Own.StartActivity("page")!;
        root.TraceStateString = "vendor=a+b\"<c";

        Assert.That(await _client.InvokeAsync<string>("state", [], cancellationToken), Is.EqualTo(root.TraceStateString));
    }

    [Test]
    public async Task A_failure_is_told_by_both_spans(CancellationToken cancellationToken)
    {
        await Assert.CatchAsync<LiaisonException>(() => _client.InvokeAsync<int>("fail", [], cancellationToken));

        var server = (await _telemetry.SpansAsync(ActivityKind.Server, 1, cancellationToken))[0];
        var client = (await _telemetry.SpansAsync(ActivityKind.Client, 1, cancellationToken))[0];
        foreach (var span in (Activity[])[client, server])
        {
            Assert.That(span.Status, Is.EqualTo(ActivityStatusCode.Error));
            Assert.That(span.StatusDescription, Is.EqualTo("It failed."));
            Assert.That(span.GetTagItem("error.type"), Is.EqualTo("failed"));
        }
    }

    [Test]
    public async Task A_command_that_there_is_not_has_no_name_of_its_own(CancellationToken cancellationToken)
    {
        await Assert.CatchAsync<LiaisonException>(() => _client.InvokeAsync<int>("made-up", [], cancellationToken));

        var server = (await _telemetry.SpansAsync(ActivityKind.Server, 1, cancellationToken))[0];
        Assert.That(server.DisplayName, Is.EqualTo("_OTHER"));
        Assert.That(server.GetTagItem("rpc.method_original"), Is.EqualTo("made-up"));
        Assert.That(server.GetTagItem("error.type"), Is.EqualTo("unknown_command"));
    }

    [Test]
    public async Task A_canceled_call_ends_both_spans(CancellationToken cancellationToken)
    {
        Assume.That(protocol, Is.Not.EqualTo("wslink"), "wslink has no form to cancel a call");
        using var cancel = new CancellationTokenSource();
        var waiting = _client.InvokeAsync<int>("wait", [], cancel.Token);
        await _companion.Running.WaitAsync(cancellationToken);
        await cancel.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => waiting);

        var server = await _telemetry.SpanAsync(ActivityKind.Server, "wait", cancellationToken);
        var client = await _telemetry.SpanAsync(ActivityKind.Client, "wait", cancellationToken);
        Assert.That(server.GetTagItem("error.type"), Is.EqualTo("canceled"));
        Assert.That(client.GetTagItem("error.type"), Is.EqualTo("canceled"));
    }

    [Test]
    public async Task A_stream_is_in_the_span_of_its_call(CancellationToken cancellationToken)
    {
        await foreach (var _ in _client.StreamAsync<int>("items", [], cancellationToken))
        {
        }

        var server = (await _telemetry.SpansAsync(ActivityKind.Server, 1, cancellationToken))[0];
        var client = (await _telemetry.SpansAsync(ActivityKind.Client, 1, cancellationToken))[0];
        Assert.That(server.ParentSpanId, Is.EqualTo(client.SpanId));
    }

    [Test]
    public async Task A_call_back_is_in_the_trace_of_its_command(CancellationToken cancellationToken)
    {
        Assume.That(protocol, Is.Not.EqualTo("wslink"), "wslink has no calls from the server");
        _client.Commands.AddFrom(new Answers());

        var id = await _client.InvokeAsync<string>("ask", [], cancellationToken);

        var servers = await _telemetry.SpansAsync(ActivityKind.Server, 2, cancellationToken);
        var answer = servers.Single(span => span.DisplayName == "answer");
        var ask = servers.Single(span => span.DisplayName == "ask");
        Assert.That(id, Is.EqualTo(answer.Id));
        Assert.That(answer.TraceId, Is.EqualTo(ask.TraceId));
    }

    [Test]
    public async Task An_event_is_linked_to_whoever_published_it(CancellationToken cancellationToken)
    {
        Assume.That(protocol, Is.Not.EqualTo("wslink"), "events of wslink have no room for a context");
        await using var events = _client.SubscribeAsync<int>("count", cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = events.MoveNextAsync();
        while (!next.IsCompleted)
        {
            await _host.PublishAsync("count", 1);
            await Task.Delay(1, cancellationToken);
        }

        Assert.That(await next);
        var received = (await _telemetry.SpansAsync(ActivityKind.Consumer, 1, cancellationToken))[0];
        var published = await _telemetry.SpansAsync(ActivityKind.Producer, 1, cancellationToken);
        var link = received.Links.Single().Context;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(published.Select(span => span.SpanId), Has.Some.EqualTo(link.SpanId));
            Assert.That(received.TraceId, Is.Not.EqualTo(link.TraceId), "linked, and not nested");
            Assert.That(received.GetTagItem("messaging.destination.name"), Is.EqualTo("count"));
            Assert.That(events.Current.Trace?.ToActivityContext().TraceId, Is.EqualTo(link.TraceId));
        }
    }

    [Test]
    public async Task Without_a_listener_the_context_of_the_caller_goes_along_and_is_not_read(CancellationToken cancellationToken)
    {
        _telemetry.Dispose();
        using var root = new Activity("page").Start();

        Assert.That(await _client.InvokeAsync<string>("span", [], cancellationToken), Is.Null);
    }

    private sealed class Answers
    {
        [Command("answer")]
        public string? Answer() => Activity.Current?.Id;
    }
}
