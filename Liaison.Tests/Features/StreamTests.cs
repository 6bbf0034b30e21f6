using System.Runtime.CompilerServices;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Sequences that come item by item, from the host and from the client.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.WhereCommandsReport))]
internal sealed class StreamTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task Items_come_in_order_and_then_the_loop_ends(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Counting(), token);

        Assert.That(await ReadAsync(client.StreamAsync<int>("count", [1_000], token)), Is.EqualTo(Enumerable.Range(0, 1_000)));
        Assert.That(await ReadAsync(client.StreamAsync<int>("count", [0], token)), Is.Empty);
    }

    [Test]
    public async Task An_item_comes_before_the_next_one_is_made(CancellationToken token)
    {
        var counting = new Counting();
        var client = await ServeAndConnectAsync(counting, token);
        await using var items = client.StreamAsync<string>("gated", [], token).GetAsyncEnumerator(token);

        Assert.That(await items.MoveNextAsync(), Is.True);
        Assert.That(items.Current, Is.EqualTo("before"));
        counting.Gate.SetResult();
        Assert.That(await items.MoveNextAsync(), Is.True);
        Assert.That(items.Current, Is.EqualTo("after"));
        Assert.That(await items.MoveNextAsync(), Is.False);
    }

    [Test]
    public async Task Leaving_the_loop_cancels_the_command(CancellationToken token)
    {
        var counting = new Counting();
        var client = await ServeAndConnectAsync(counting, token);

        await foreach (var item in client.StreamAsync<int>("forever", [], token))
        {
            if (item == 3)
            {
                break;
            }
        }

        await counting.Left.Task.WaitAsync(token);
        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task The_callers_token_ends_the_loop_and_the_command(CancellationToken token)
    {
        var counting = new Counting();
        var client = await ServeAndConnectAsync(counting, token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        await using var items = client.StreamAsync<string>("gated", [], source.Token).GetAsyncEnumerator(token);
        await items.MoveNextAsync();

        var next = items.MoveNextAsync();
        await source.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => next.AsTask());
        await counting.Left.Task.WaitAsync(token);
    }

    [Test]
    public async Task An_error_comes_after_the_items_before_it(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Counting(), token);
        var items = new List<int>();

        var failure = await FailureAsync(ReadAllAsync());

        Assert.That(items, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That((failure.Code, failure.Message), Is.EqualTo((ErrorCode.Failed, "no more")));

        async Task ReadAllAsync()
        {
            await foreach (var item in client.StreamAsync<int>("fail_after", [3], token))
            {
                items.Add(item);
            }
        }
    }

    [Test]
    public async Task A_list_that_comes_at_once_is_a_sequence_too(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Counting(), token);

        Assert.That(await ReadAsync(client.StreamAsync<int>("list", [], token)), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Where_no_items_are_asked_for_the_sequence_is_a_list(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Counting(), token);

        Assert.That(await client.InvokeAsync<int[]>("count", [4], token), Is.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public async Task A_client_streams_to_its_host(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Summing(), token);
        client.Commands.AddFrom(new Counting());

        Assert.That(await ReadAsync(Peer.StreamAsync<int>("count", [1_000], token)), Is.EqualTo(Enumerable.Range(0, 1_000)));
        Assert.That(await client.InvokeAsync<int>("sum", [101], token), Is.EqualTo(5_050));
    }

    [Test]
    public async Task A_host_that_leaves_the_loop_cancels_the_clients_command(CancellationToken token)
    {
        var counting = new Counting();
        var client = await ServeAndConnectAsync(new Summing(), token);
        client.Commands.AddFrom(counting);

        await foreach (var item in Peer.StreamAsync<int>("forever", [], token))
        {
            Assert.That(item, Is.Zero);
            break;
        }

        await counting.Left.Task.WaitAsync(token);
    }

    [Test]
    public async Task Streams_and_calls_go_on_beside_each_other(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Counting(), token);
        await using var first = client.StreamAsync<int>("forever", [], token).GetAsyncEnumerator(token);
        await first.MoveNextAsync();

        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
        Assert.That(await first.MoveNextAsync(), Is.True);
        Assert.That(first.Current, Is.EqualTo(1));
    }

    private static async Task<List<int>> ReadAsync(IAsyncEnumerable<int> items)
    {
        var read = new List<int>();
        await foreach (var item in items)
        {
            read.Add(item);
        }

        return read;
    }

    public sealed class Counting
    {
        /// <summary>What <c>gated</c> waits for between its items.</summary>
        public TaskCompletionSource Gate { get; } = new();

        /// <summary>Ends when <c>gated</c> has begun.</summary>
        public TaskCompletionSource Entered { get; } = new();

        /// <summary>Ends when a sequence has been left.</summary>
        public TaskCompletionSource Left { get; } = new();

        [Command("count")]
        public async IAsyncEnumerable<int> CountAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }

        [Command("forever")]
        public async IAsyncEnumerable<int> ForeverAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return i;
                }
            }
            finally
            {
                Left.TrySetResult();
            }
        }

        [Command("gated")]
        public async IAsyncEnumerable<string> GatedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                Entered.TrySetResult();
                yield return "before";
                await Gate.Task.WaitAsync(cancellationToken);
                yield return "after";
            }
            finally
            {
                Left.TrySetResult();
            }
        }

        [Command("fail_after")]
        public async IAsyncEnumerable<int> FailAfterAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return i;
            }

            throw new InvalidOperationException("no more");
        }

        [Command("list")]
        public int[] List() => [1, 2, 3];
    }

    public sealed class Summing
    {
        /// <summary>Adds up what the caller counts.</summary>
        [Command("sum")]
        public async Task<int> SumAsync(int count, CommandContext context)
        {
            var sum = 0;
            await foreach (var item in context.Peer!.StreamAsync<int>("count", [count], context.CancellationToken))
            {
                sum += item;
            }

            return sum;
        }
    }
}
