using System.Diagnostics;
using System.Text.Json.Nodes;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Features;
using NUnit.Framework;

namespace Liaison.Tests.Reconnecting;

/// <summary>What is called while there is no connection, and the limits on it.</summary>
[NonParallelizable]
internal sealed class UnsentTests : OverOneLink
{
    private static readonly CommandCall Mark = new("mark");

    private readonly TaskCompletionSource _never = new();

    [Test]
    public async Task Calls_notifications_and_batches_are_sent_in_their_order(CancellationToken token)
    {
        var companion = new Echoing();
        (_, var other) = await HostAsync(companion);
        await ConnectAsync(token);
        var opening = new TaskCompletionSource();
        await LoseAsync(opening.Task, token);
        Cutter.Connector = other.Connector;

        var first = Client.InvokeAsync<string>("echo", ["1"], token);
        await Client.NotifyAsync(new CommandCall("echo") { Arguments = ["2"] }, token);
        var batch = Client.CreateBatch();
        var third = batch.InvokeAsync<string>(new CommandCall("echo") { Arguments = ["3"] }, token);
        batch.Notify(new CommandCall("echo") { Arguments = ["4"] });
        await batch.SendAsync(token);
        var last = Client.InvokeAsync<string>("echo", ["5"], token);
        opening.SetResult();

        Assert.That(await Task.WhenAll(first, third, last), Is.EqualTo(new[] { "1", "3", "5" }));
        Assert.That(companion.Said, Is.EqualTo(new[] { "1", "2", "3", "4", "5" }));
    }

    [Test]
    public async Task Arguments_are_those_at_the_time_of_the_call(CancellationToken token)
    {
        (_, var other) = await HostAsync(new Echoing());
        await ConnectAsync(token);
        var opening = new TaskCompletionSource();
        await LoseAsync(opening.Task, token);
        Cutter.Connector = other.Connector;
        var list = new List<byte[]> { new byte[] { 1 } };

        var call = Client.InvokeAsync<byte[][]>("give", [list], token);
        list.Clear();
        opening.SetResult();

        Assert.That(await call, Is.EqualTo(new[] { new byte[] { 1 } }));
    }

    [Test]
    public async Task A_stream_begins_when_the_connection_is_back(CancellationToken token)
    {
        (_, var other) = await HostAsync(new Echoing());
        await ConnectAsync(token);
        var opening = new TaskCompletionSource();
        await LoseAsync(opening.Task, token);
        Cutter.Connector = other.Connector;
        await using var items = Client.StreamAsync<int>("count", [3], token).GetAsyncEnumerator(token);
        var next = items.MoveNextAsync();

        opening.SetResult();

        var all = new List<int>();
        for (; await next; next = items.MoveNextAsync())
        {
            all.Add(items.Current);
        }

        Assert.That(all, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task What_waits_belongs_to_the_trace_of_its_caller(CancellationToken token)
    {
        (_, var other) = await HostAsync(new Echoing());
        await ConnectAsync(token);
        var opening = new TaskCompletionSource();
        await LoseAsync(opening.Task, token);
        Cutter.Connector = other.Connector;
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Liaison", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var activity = new Activity("click").Start();

        var call = Client.InvokeAsync<string>("trace", [], token);
        opening.SetResult();

        Assert.That(await call, Is.EqualTo(activity.TraceId.ToHexString()));
    }

    [Test]
    public async Task Past_MaxUnsentCalls_a_call_is_busy(CancellationToken token)
    {
        await ConnectAsync(token, Cutter.Soon with { MaxUnsentCalls = 2 });
        await LoseAsync(_never.Task, token);
        _ = Client.PingAsync(token);
        var second = Client.PingAsync(token);

        var third = await FailureAsync(Client.PingAsync(token));
        var notification = await FailureAsync(Client.NotifyAsync(Mark, token));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((third.Code, notification.Code, second.IsCompleted), Is.EqualTo((ErrorCode.Busy, ErrorCode.Busy, false)));
            Assert.That(third.Message, Is.EqualTo("There is no connection, and 2 calls wait for one already: 'ping' is not sent. Call less, or raise MaxUnsentCalls."));
        }
    }

    [Test]
    public async Task Past_MaxUnsentBytes_a_call_is_busy(CancellationToken token)
    {
        await ConnectAsync(token, options: new ClientOptions { MaxUnsentBytes = 100 });
        await LoseAsync(_never.Task, token);
        var large = Client.InvokeAsync<string>("echo", [new string('x', 200)], token);

        var next = await FailureAsync(Client.InvokeAsync<string>("echo", ["x"], token));

        Assert.That(large.IsCompleted, Is.False, "one may always wait");
        Assert.That((next.Code, next.Message), Is.EqualTo((
            ErrorCode.Busy, "There is no connection, and the calls that wait for one hold 100 bytes: 'echo' is not sent. Call less, or raise MaxUnsentBytes.")));
    }

    [Test]
    public async Task A_call_that_waits_can_be_canceled_and_makes_room(CancellationToken token)
    {
        await ConnectAsync(token, Cutter.Soon with { MaxUnsentCalls = 1 });
        await LoseAsync(_never.Task, token);
        using var source = new CancellationTokenSource();
        var call = Client.PingAsync(source.Token);

        await source.CancelAsync();

        Assert.That(() => call, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Client.PingAsync(token).IsCompleted, Is.False);
    }

    [Test]
    public async Task The_time_limit_of_a_call_goes_on_while_it_waits(CancellationToken token)
    {
        await ConnectAsync(token);
        await LoseAsync(_never.Task, token);
        var limited = Mark with { Timeout = TimeSpan.FromMilliseconds(20) };

        var failure = await FailureAsync(Client.InvokeAsync<int>(limited, token));
        var batch = Client.CreateBatch();
        var batched = batch.InvokeAsync<int>(limited, token);
        await batch.SendAsync(token);

        Assert.That((failure.Code, (await FailureAsync(batched)).Code), Is.EqualTo((ErrorCode.Timeout, ErrorCode.Timeout)));
        Assert.That(failure.Message, Does.StartWith("'mark' was not sent within 20 ms: there was no connection, or the host did not confirm the contract in time."));
    }

    [Test]
    public async Task A_call_of_a_batch_whose_time_is_over_does_not_fail_the_others(CancellationToken token)
    {
        await ConnectAsync(token);
        var batch = Client.CreateBatch();
        var limited = batch.InvokeAsync<int>(Mark with { Timeout = TimeSpan.FromMilliseconds(1) }, token);
        var other = batch.InvokeAsync<string>(new CommandCall("ping"), token);
        await batch.SendAsync(token);

        Assert.That(await other, Is.EqualTo("pong"));
        await Task.WhenAny(limited).WaitAsync(token);
    }

    [Test]
    public async Task A_call_of_a_batch_gets_the_rest_of_its_time_limit_when_the_connection_is_back(CancellationToken token)
    {
        await ConnectAsync(token);
        var opening = new TaskCompletionSource();
        await LoseAsync(opening.Task, token);
        var tapped = new TapConnector(Cutter.Connector);
        Cutter.Connector = tapped;
        var batch = Client.CreateBatch();
        var batched = batch.InvokeAsync<int>(Mark with { Timeout = TimeSpan.FromMinutes(5) }, token);
        await batch.SendAsync(token);
        opening.SetResult();

        Assert.That(await batched, Is.EqualTo(1));
        var sent = tapped.Tap!.Sent.Select(Tap.TextOf).Single(text => text.Contains("\"mark\"", StringComparison.Ordinal));
        var timeout = JsonNode.Parse(sent[sent.IndexOf('{', StringComparison.Ordinal)..])!["timeout"]!.GetValue<double>();
        Assert.That(timeout, Is.GreaterThan(0).And.LessThan(300_000));
    }

    [Test]
    public async Task Disposing_fails_what_waits_and_what_was_sent_each_with_its_code(CancellationToken token)
    {
        await ConnectAsync(token);
        var sent = Client.InvokeAsync<string>("wait", [], token);
        await Waiting.Gate.Entered.WaitAsync(token);
        var disposing = Client.DisposeAsync();

        Assert.That((await FailureAsync(sent)).Code, Is.EqualTo(ErrorCode.ConnectionLost));
        await disposing;
        Assert.That((await FailureAsync(Client.PingAsync(token))).Code, Is.EqualTo(ErrorCode.Closed));
    }

    [Test]
    public async Task Disposing_a_client_that_has_no_connection_fails_what_waits(CancellationToken token)
    {
        await ConnectAsync(token);
        await LoseAsync(_never.Task, token);
        var call = Client.PingAsync(token);
        var batch = Client.CreateBatch();
        var batched = batch.InvokeAsync<int>(Mark, token);
        await batch.SendAsync(token);

        await Client.DisposeAsync();

        Assert.That(((await FailureAsync(call)).Code, (await FailureAsync(batched)).Code), Is.EqualTo((ErrorCode.Closed, ErrorCode.Closed)));
    }

    private sealed class Echoing : Companion
    {
        public List<string> Said { get; } = [];

        [Command("echo")]
        public string Echo(string text)
        {
            Said.Add(text);
            return text;
        }

        [Command("give")]
        public byte[][] Give(byte[][] bytes) => bytes;

        [Command("trace")]
        public string Trace() => Activity.Current?.TraceId.ToHexString() ?? "";

        [Command("count")]
        public async IAsyncEnumerable<int> CountAsync(int to)
        {
            for (var i = 1; i <= to; i++)
            {
                yield return i;
                await Task.Yield();
            }
        }
    }
}
