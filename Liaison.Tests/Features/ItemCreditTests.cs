using System.Runtime.CompilerServices;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Sequences whose sender waits for its reader, where the protocol has credit for items.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.WhereStreamsGo))]
internal sealed class ItemCreditTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private const int Window = 10;

    [Test]
    public async Task A_sender_is_at_most_a_window_ahead_of_its_reader(CancellationToken token)
    {
        var numbers = new Numbers();
        var client = await ServeAsync(numbers, token);
        await using var items = client.StreamAsync<int>("numbers", [1_000_000], token).GetAsyncEnumerator(token);

        for (var i = 0; i < 100; i++)
        {
            Assert.That(await items.MoveNextAsync(), Is.True);
            Assert.That(items.Current, Is.EqualTo(i));
            await client.PingAsync(token);
            Assert.That(numbers.Given, Is.LessThanOrEqualTo(i + 1 + Window + 1));
        }
    }

    [Test]
    public async Task All_items_come_whatever_the_window(CancellationToken token)
    {
        var client = await ServeAsync(new Numbers(), token);
        var expected = 0;

        await foreach (var number in client.StreamAsync<int>("numbers", [5_000], token))
        {
            Assert.That(number, Is.EqualTo(expected++));
        }

        Assert.That(expected, Is.EqualTo(5_000));
    }

    [Test]
    public async Task A_loop_may_call_the_host_that_waits_for_it(CancellationToken token)
    {
        var numbers = new Numbers();
        var client = await ServeAsync(numbers, token);
        var sum = 0;

        await foreach (var number in client.StreamAsync<int>("numbers", [100], token))
        {
            // In the same lane as the sequence, which has given up its turn.
            sum += await client.InvokeAsync<int>("twice", [number], token);
        }

        Assert.That(sum, Is.EqualTo(9_900));
    }

    [Test]
    public async Task A_sequence_that_nobody_reads_is_canceled_like_any_other(CancellationToken token)
    {
        var numbers = new Numbers();
        var client = await ServeAsync(numbers, token);
        await using (var items = client.StreamAsync<int>("numbers", [1_000_000], token).GetAsyncEnumerator(token))
        {
            await items.MoveNextAsync();
        }

        await numbers.Left.WaitAsync(token);
        Assert.That(numbers.Given, Is.LessThanOrEqualTo(Window + 2));
    }

    private async Task<LiaisonClient> ServeAsync(Numbers numbers, CancellationToken token)
    {
        var companion = new Companion();
        companion.Commands.AddFrom(numbers);
        await ServeAsync(companion, token, new HostOptions());
        return await ConnectAsync(token, new ClientOptions { StreamWindowItems = Window });
    }

    public sealed class Numbers
    {
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _given;

        public int Given => Volatile.Read(ref _given);

        public Task Left => _left.Task;

        [Command("numbers")]
        public async IAsyncEnumerable<int> CountAsync(int count, [EnumeratorCancellation] CancellationToken token)
        {
            try
            {
                for (var i = 0; i < count; i++)
                {
                    token.ThrowIfCancellationRequested();
                    Interlocked.Increment(ref _given);
                    yield return i;
                }

                await Task.Yield();
            }
            finally
            {
                _left.TrySetResult();
            }
        }

        [Command("twice")]
        public int Twice(int number) => 2 * number;
    }
}
