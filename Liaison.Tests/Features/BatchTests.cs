using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Calls that are sent together, in both directions.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class BatchTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task Each_call_of_a_batch_has_its_own_answer(CancellationToken token)
    {
        var sums = new Sums();
        var client = await ServeAndConnectAsync(sums, token);

        await CheckAsync(client.CreateBatch(), sums, token);
    }

    [Test]
    public async Task A_host_sends_batches_too(CancellationToken token)
    {
        var sums = new Sums();
        var client = await ServeAndConnectAsync(new Sums(), token);
        client.Commands.AddFrom(sums);
        if (!await HostCallsAsync())
        {
            return;
        }


        await CheckAsync(Peer.CreateBatch(), sums, token);
    }

    [Test]
    public async Task A_batch_is_one_message_where_the_protocol_has_such_a_form(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Sums(), token);
        var (sent, received) = (Tap.Sent.Count, Tap.Received.Count);

        var batch = client.CreateBatch();
        var calls = Enumerable.Range(0, 3).Select(i => batch.InvokeAsync<int>(Add(i, i), token)).ToList();
        await batch.SendAsync(token);

        Assert.That(await Task.WhenAll(calls), Is.EqualTo(new[] { 0, 2, 4 }));
        var messages = Speech.Batches ? 1 : 3;
        Assert.That((Tap.Sent.Count - sent, Tap.Received.Count - received), Is.EqualTo((messages, messages)));
    }

    [Test]
    public async Task Nothing_is_sent_before_the_batch_is_nor_for_an_empty_one(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Sums(), token);
        var before = Tap.Sent.Count;

        await client.CreateBatch().SendAsync(token);
        var batch = client.CreateBatch();
        var call = batch.InvokeAsync<int>(Add(1, 2), token);
        await client.PingAsync(token);

        Assert.That(Tap.Sent, Has.Count.EqualTo(before + 1), "the ping alone");
        Assert.That(call.IsCompleted, Is.False);
        await batch.SendAsync(token);
        Assert.That(await call, Is.EqualTo(3));
    }

    [Test]
    public async Task A_batch_of_notifications_runs(CancellationToken token)
    {
        var sums = new Sums();
        var client = await ServeAndConnectAsync(sums, token);
        var batch = client.CreateBatch();
        batch.Notify(Add(1, 1));
        batch.Notify(Add(2, 2));

        await batch.SendAsync(token);

        Assert.That(await client.InvokeAsync<int>("add", [3, 3], token), Is.EqualTo(6));
        Assert.That(sums.Done, Is.EqualTo(new[] { 2, 4, 6 }));
    }

    [Test]
    public async Task A_call_of_a_batch_is_canceled_for_itself(CancellationToken token)
    {
        var sums = new Sums();
        var client = await ServeAndConnectAsync(sums, token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var batch = client.CreateBatch();
        var waiting = batch.InvokeAsync<string>(new CommandCall("wait"), source.Token);
        var adding = batch.InvokeAsync<int>(Add(1, 2), token);
        await batch.SendAsync(token);
        await sums.Gate.Entered.WaitAsync(token);

        await source.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => waiting);
        if (!Speech.Cancels)
        {
            // The command goes on, and what waits for its turn with it.
            await client.DisposeAsync();
            await sums.Gate.Canceled.WaitAsync(token);
            return;
        }

        Assert.That(await adding, Is.EqualTo(3));
        await sums.Gate.Canceled.WaitAsync(token);
    }

    [Test]
    public async Task A_call_that_is_canceled_before_its_batch_is_sent_is_not_run(CancellationToken token)
    {
        var sums = new Sums();
        var client = await ServeAndConnectAsync(sums, token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var batch = client.CreateBatch();
        var first = batch.InvokeAsync<int>(Add(1, 1), source.Token);
        var second = batch.InvokeAsync<int>(Add(2, 2), token);
        await source.CancelAsync();

        await batch.SendAsync(token);

        await Assert.CatchAsync<OperationCanceledException>(() => first);
        Assert.That(await second, Is.EqualTo(4));
        Assert.That(sums.Done, Is.EqualTo(new[] { 4 }));
    }

    [Test]
    public async Task A_command_may_send_a_batch_to_its_caller_who_calls_back(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Sums(), token);
        client.Commands.AddFrom(new Sums());
        if (!await HostCallsAsync())
        {
            return;
        }


        Assert.That(await client.InvokeAsync<int>("add_there_and_back", [1, 2], token), Is.EqualTo(6));
    }

    [Test]
    public async Task A_batch_is_sent_once(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Sums(), token);
        var batch = client.CreateBatch();
        await batch.SendAsync(token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => batch.SendAsync(token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => batch.InvokeAsync<int>(Add(1, 2), token));
    }

    private static async Task CheckAsync(CommandBatch batch, Sums sums, CancellationToken token)
    {
        var first = batch.InvokeAsync<int>(Add(1, 2), token);
        batch.Notify(Add(10, 20));
        var failing = batch.InvokeAsync<string>(new CommandCall("fail"), token);
        var unknown = batch.InvokeAsync<string>(new CommandCall("nothing"), token);
        var last = batch.InvokeAsync<int>(Add(3, 4), token);

        await batch.SendAsync(token);

        Assert.That((await first, await last), Is.EqualTo((3, 7)));
        Assert.That((await FailureAsync(failing)).Message, Is.EqualTo("no"));
        Assert.That((await FailureAsync(unknown)).Code, Is.EqualTo(ErrorCode.UnknownCommand));
        Assert.That(sums.Done, Is.EqualTo(new[] { 3, 30, 7 }));
    }

    private static CommandCall Add(int left, int right) => new("add") { Arguments = [left, right] };

    public sealed class Sums
    {
        private readonly List<int> _done = [];

        public IReadOnlyList<int> Done => _done;

        internal Gate Gate { get; } = new();

        [Command("add")]
        public int Add(int left, int right)
        {
            _done.Add(left + right);
            return left + right;
        }

        [Command("fail")]
        public void Fail() => throw new InvalidOperationException("no");

        [Command("wait")]
        public async Task<string> WaitAsync(CancellationToken cancellationToken)
        {
            await Gate.PassAsync(obeys: true, cancellationToken);
            return "passed";
        }

        /// <summary>Has the caller add, by way of this end: twice at once.</summary>
        [Command("add_there_and_back")]
        public async Task<int> AddThereAndBackAsync(int left, int right, CommandContext context)
        {
            var batch = context.Peer!.CreateBatch();
            var calls = Enumerable.Range(0, 2).Select(_ => batch.InvokeAsync<int>(new CommandCall("add_back") { Arguments = [left, right] }, context.CancellationToken)).ToList();
            await batch.SendAsync(context.CancellationToken);
            return (await Task.WhenAll(calls)).Sum();
        }

        [Command("add_back")]
        public async Task<int> AddBackAsync(int left, int right, CommandContext context) =>
            await context.Peer!.InvokeAsync<int>("add", [left, right], context.CancellationToken);
    }
}
