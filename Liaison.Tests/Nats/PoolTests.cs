using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

/// <summary>Several workers behind one subject, in this process.</summary>
[CancelAfter(60_000)]
internal sealed class PoolTests
{
    private readonly Stack<IAsyncDisposable> _open = new();

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    [Test]
    public async Task A_worker_that_has_as_many_callers_as_it_may_leaves_the_others_to_the_rest(CancellationToken token)
    {
        var options = NatsServer.Shared().Options();
        var full = await StartAsync(options with { MaxConnections = 2 }, token);
        var other = await StartAsync(options, token);
        for (var i = 0; i < 20; i++)
        {
            await ConnectAsync(options, token);
        }

        Assert.That(full.ConnectionCount, Is.LessThanOrEqualTo(2));
        Assert.That(full.ConnectionCount + other.ConnectionCount, Is.EqualTo(20));
    }

    [Test]
    public async Task Where_all_workers_are_full_a_caller_is_told_what_to_do_and_is_let_in_when_another_has_left(CancellationToken token)
    {
        var options = NatsServer.Shared().Options();
        await StartAsync(options with { MaxConnections = 1 }, token);
        var first = await ConnectAsync(options, token);
        var refused = await Assert.CatchAsync<IOException>(async () => await new NatsConnector(options).ConnectAsync(token));
        Assert.That(refused!.Message, Does.Contain("MaxConnections").Or.Contain("all are full"));

        await first.DisposeAsync();
        await ConnectWhenPossibleAsync(options, token);
    }

    [Test]
    public async Task The_tool_generates_a_client_from_the_description_of_a_worker(CancellationToken token)
    {
        var subject = NatsServer.Shared().Options().Subject;
        await using var worker = await WorkerProcess.StartAsync(NatsServer.Shared(), subject, token);
        var folder = Directory.CreateTempSubdirectory("liaison-nats-");
        try
        {
            var result = await ToolProcess.RunAsync(["generate", "openrpc", "--from", $"{NatsServer.Shared().Url}/{subject}", "--out", folder.FullName], token);

            Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
            Assert.That(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "openrpc.json"), token), Does.Contain("\"pid\""));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_worker_that_nobody_accepts_for_is_busy_and_another_is_asked(CancellationToken token)
    {
        var options = NatsServer.Shared().Options();
        await using var stuck = new NatsTransport(options with { Backlog = 1 });
        await stuck.BindAsync(token);
        var other = await StartAsync(options, token);
        var connector = new NatsConnector(options with { MaxAttempts = 100 });
        for (var i = 0; i < 20; i++)
        {
            _open.Push(await connector.ConnectAsync(token));
        }

        Assert.That(other.ConnectionCount, Is.GreaterThanOrEqualTo(19));
    }

    [Test]
    public async Task A_worker_that_stops_tells_its_callers_and_waits_for_them(CancellationToken token)
    {
        var options = NatsServer.Shared().Options();
        var leaving = await StartAsync(options with { DrainTimeout = TimeSpan.FromMinutes(1) }, token);
        var client = await ConnectAsync(options, token);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Remote.Leaving.Register(told.SetResult);

        var stopping = leaving.StopAsync();
        await told.Task.WaitAsync(token);
        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"), "It goes on meanwhile.");
        Assert.That(stopping.IsCompleted, Is.False);
        await Assert.CatchAsync<IOException>(async () => await new NatsConnector(options).ConnectAsync(token));

        await client.DisposeAsync();
        await stopping.WaitAsync(token);
    }

    [Test]
    public async Task A_session_stays_with_its_worker(CancellationToken token)
    {
        var options = NatsServer.Shared().Options();
        for (var i = 0; i < 3; i++)
        {
            await StartAsync(options, token);
        }

        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConnectAsync(options, token)));
        for (var i = 0; i < clients.Length; i++)
        {
            await clients[i].StoreAsync($"mine{i}", i, token);
        }

        for (var i = 0; i < clients.Length; i++)
        {
            Assert.That(await clients[i].GetAsync<int>($"mine{i}", token), Is.EqualTo(i));
        }
    }

    private async Task<LiaisonHost> StartAsync(NatsOptions options, CancellationToken token)
    {
        var companion = new Companion();
        var host = new LiaisonHost(companion).Add(new NatsTransport(options));
        _open.Push(companion);
        _open.Push(host);
        await host.StartAsync(token);
        return host;
    }

    private async Task<LiaisonClient> ConnectAsync(NatsOptions options, CancellationToken token)
    {
        var client = await LiaisonClient.ConnectAsync(new NatsConnector(options), cancellationToken: token);
        _open.Push(client);
        await client.PingAsync(token);
        return client;
    }

    // The worker comes back into its group when it has seen that a caller has left, which the caller does not see.
    private async Task ConnectWhenPossibleAsync(NatsOptions options, CancellationToken token)
    {
        while (true)
        {
            try
            {
                await ConnectAsync(options, token);
                return;
            }
            catch (IOException)
            {
                token.ThrowIfCancellationRequested();
            }
        }
    }
}
