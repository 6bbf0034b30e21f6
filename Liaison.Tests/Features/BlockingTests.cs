using Liaison.Client;
using Liaison.Commands;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Commands that stand still on the thread that they were given, which may be the one that read them.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class BlockingTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task A_command_that_blocks_its_thread_keeps_neither_its_peer_nor_others_from_being_heard(CancellationToken token)
    {
        var blocking = new BlockingCommands();
        var client = await ServeAndConnectAsync(blocking, token);
        var other = Link.TakesManyClients ? await ConnectAsync(token) : client;
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);

        var call = client.InvokeAsync<bool>("block", [], source.Token);
        await blocking.Entered.WaitAsync(token);
        for (var i = 0; i < 10; i++)
        {
            Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
            Assert.That(await other.PingAsync(token), Is.EqualTo("pong"));
        }

        await source.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => call);
        if (!Speech.Cancels)
        {
            // The command is not told that nobody waits for it any more; it is when its caller leaves.
            await client.DisposeAsync();
        }

        await blocking.Canceled.WaitAsync(token);
    }

    private sealed class BlockingCommands
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public Task Canceled => _canceled.Task;

        [Command("block")]
        public bool Block(CancellationToken cancellationToken)
        {
            _entered.SetResult();
            var fired = cancellationToken.WaitHandle.WaitOne();
            _canceled.SetResult();
            return fired;
        }
    }
}
