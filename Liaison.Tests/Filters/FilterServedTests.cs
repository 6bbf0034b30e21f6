using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.Calling;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Filters;

/// <summary>Filters around calls that come over connections.</summary>
[CancelAfter(60_000)]
internal sealed class FilterServedTests
{
    [Test]
    public async Task A_filter_that_asks_the_caller_gives_the_turn_up_meanwhile(CancellationToken token)
    {
        await using var served = await ServeAsync(
            async (context, next) =>
            {
                if (context.Command == "add")
                {
                    // The question has the client ask something of its own, which waits for the same lane.
                    await context.Peer!.InvokeAsync<bool>("confirm", [], context.CancellationToken);
                }

                await next(context);
            },
            token);
        served.Client.Commands.AddFrom(new Confirming(served.Client));

        Assert.That(await served.Client.InvokeAsync<int>("add", [3, 2], token), Is.EqualTo(6));
    }

    [Test]
    public async Task A_filter_that_waits_ends_when_the_call_is_canceled(CancellationToken token)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var served = await ServeAsync(
            async (context, next) =>
            {
                if (context.Command == "add")
                {
                    entered.SetResult();
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }

                await next(context);
            },
            token);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
        var adding = served.Client.InvokeAsync<int>("add", [1], cancel.Token);
        await entered.Task;

        await cancel.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => adding);
        Assert.That(await served.Client.InvokeAsync<bool>("exists", ["companion"], token));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_subscription_passes_filters_also_where_they_wait(bool waits, CancellationToken token)
    {
        await using var served = await ServeAsync(
            async (context, next) =>
            {
                if (waits)
                {
                    await Task.Yield();
                }

                if (context.Command == "subscribe" && context.TryReadArgument<string>("topic", out var topic) && topic == "secret")
                {
                    throw new CommandException(ErrorCode.Unauthorized, "Not that one.");
                }

                await next(context);
            },
            token);

        Assert.That(await served.Client.InvokeAsync<bool>("subscribe", ["open"], token));
        var failure = await Assert.CatchAsync<LiaisonException>(() => served.Client.InvokeAsync<bool>("subscribe", ["secret"], token));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.Unauthorized));
    }

    [Test]
    public async Task A_command_runs_on_the_application_s_thread_after_a_filter_that_waited(CancellationToken token)
    {
        using var thread = new OneThreadContext();
        await using var served = await ServeAsync(
            async (context, next) =>
            {
                await Task.Yield();
                await next(context);
                context.Result = (context.Result, Environment.CurrentManagedThreadId).ToString();
            },
            token,
            new HostOptions { SynchronizationContext = thread });

        Assert.That(await served.Client.InvokeAsync<string>("thread", [], token), Is.EqualTo($"({thread.ThreadId}, {thread.ThreadId})"));
    }

    [Test]
    public async Task A_command_runs_on_the_application_s_thread_after_a_guard_that_waited(CancellationToken token)
    {
        using var thread = new OneThreadContext();
        await using var served = await ServeAsync((context, next) => next(context), token, new HostOptions { SynchronizationContext = thread });
        served.Host.Companion.Commands.Guard = async (_, _) => await Task.Run(() => { }, token).ConfigureAwait(false);

        Assert.That(await served.Client.InvokeAsync<int>("thread", [], token), Is.EqualTo(thread.ThreadId));
    }

    [Test]
    public async Task A_client_puts_filters_around_its_own_commands(CancellationToken token)
    {
        await using var served = await ServeAsync((context, next) => next(context), token);
        served.Client.Commands.AddFrom(new Confirming(served.Client));
        served.Client.Commands.AddFilter(new FilterOf((context, _) =>
        {
            context.Result = 17;
            return ValueTask.CompletedTask;
        }));
        await served.Client.InvokeAsync<string>("ping", [], token);

        Assert.That(await served.Host.Peers.Single().InvokeAsync<int>("confirm", [], token), Is.EqualTo(17));
    }

    private static async Task<Served> ServeAsync(Func<CommandContext, CommandNext, ValueTask> filter, CancellationToken token, HostOptions? options = null)
    {
        var companion = new Counter();
        companion.Commands.AddFrom(new Threads());
        companion.Commands.AddFilter(new FilterOf(filter));
        var transport = new InMemoryTransport();
        var host = new LiaisonHost(companion, options).Add(transport);
        await host.StartAsync(token);
        return new Served(companion, host, await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token));
    }

    private sealed record Served(Companion Companion, LiaisonHost Host, LiaisonClient Client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await Host.DisposeAsync();
            await Companion.DisposeAsync();
        }
    }

    private sealed class Threads
    {
        [Command("thread")]
        public int Thread() => Environment.CurrentManagedThreadId;
    }

    private sealed class Confirming(LiaisonClient client)
    {
        [Command("confirm")]
        public Task<bool> ConfirmAsync(CancellationToken cancellationToken) => client.InvokeAsync<bool>("exists", ["companion"], cancellationToken);
    }
}
