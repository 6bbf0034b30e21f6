using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>What the other fault tests found in sessions, each by itself.</summary>
internal sealed class SessionFaultTests : FaultTest
{
    [Test]
    public async Task A_host_stops_where_a_message_that_was_there_before_it_was_read_runs_a_command_that_never_returns(CancellationToken token)
    {
        var blocker = new Blocker();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var companion = new Companion();
        companion.Commands.AddFrom(new Deaf(blocker, entered));
        var host = new LiaisonHost(companion, new HostOptions { DrainTimeout = TimeSpan.Zero, CancelTimeout = TimeSpan.FromMilliseconds(50) });
        var connection = new ScriptedConnection().Give("""{"command":{"command":"deaf"},"id":1}""");

        var served = host.ServeAsync(connection, token);
        await entered.Task.WaitAsync(token);
        await host.StopAsync().WaitAsync(token);

        await served.WaitAsync(token);
        blocker.Release();
    }

    [Test]
    public async Task A_loop_over_events_that_is_left_before_the_host_confirms_it_leaves_no_exception_behind(CancellationToken token)
    {
        for (var i = 0; i < 10; i++)
        {
            await LeaveAsync(token);
        }
    }

    // A method of its own, so that nothing of it is held when garbage is collected.
    private static async Task LeaveAsync(CancellationToken token)
    {
        var connection = new ScriptedConnection();
        var client = await LiaisonClient.ConnectAsync(new Only(connection), null, token);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(token);
        var events = client.SubscribeAsync<int>("news", null, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = events.MoveNextAsync().AsTask();
        await connection.NextSentAsync(token);
        await leaving.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => next);
        await events.DisposeAsync();
        await connection.DisposeAsync();
        await client.Completion.WaitAsync(token);
        await client.DisposeAsync();
    }

    private sealed class Only(ICommandConnection connection) : ICommandConnector
    {
        public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => new(connection);
    }

    private sealed class Deaf(Blocker blocker, TaskCompletionSource entered)
    {
        [Command("deaf")]
        public int Never()
        {
            entered.SetResult();
            blocker.Block();
            return 0;
        }
    }
}
