using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>A peer changes its subscriptions while events are published.</summary>
internal sealed class ChangingSubscriptionsTests
{
    private const int Changes = 3_000;
    private const int MostUnread = 500;

    [Test]
    [CancelAfter(60_000)]
    public async Task An_event_comes_once_while_a_closer_pattern_comes_and_goes(CancellationToken token)
    {
        await using var companion = new Companion();
        await using var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var room = new SemaphoreSlim(MostUnread);
        var listening = client.SubscribeAsync<int>("*", options: null, stopping.Token).GetAsyncEnumerator(token);
        var first = listening.MoveNextAsync();
        await client.PingAsync(token);

        var publishing = Task.Run(() => PublishAsync(host, room, stopping.Token), token);
        var reading = ReadAsync(listening, first, room);
        for (var i = 0; i < Changes; i++)
        {
            await client.InvokeAsync<bool>(i % 2 == 0 ? "subscribe" : "unsubscribe", ["news.local"], token);
        }

        await stopping.CancelAsync();
        await publishing;
        Assert.That(await reading, Is.Null);
    }

    private static async Task PublishAsync(LiaisonHost host, SemaphoreSlim room, CancellationToken stopping)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                await room.WaitAsync(stopping);
                await host.PublishAsync("news.local", i);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has what it needs.
        }
    }

    /// <summary>Reads until the end; gives what is wrong with the first event that is not the next one.</summary>
    private static async Task<string?> ReadAsync(IAsyncEnumerator<TopicEvent<int>> listening, ValueTask<bool> first, SemaphoreSlim room)
    {
        string? problem = null;
        try
        {
            var isThere = await first;
            for (var wanted = 0; isThere; wanted++)
            {
                problem ??= listening.Current.Value == wanted ? null : $"{listening.Current.Value} came instead of {wanted}";
                room.Release();
                isThere = await listening.MoveNextAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await listening.DisposeAsync();
        return problem;
    }
}
