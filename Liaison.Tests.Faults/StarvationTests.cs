using System.Diagnostics;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>Commands that block every thread of the pool.</summary>
internal sealed class StarvationTests : FaultTest
{
    private const int Blocked = 500;

    [Test]
    public async Task A_ping_is_answered_while_500_commands_block_the_pool_and_its_minimum_is_set_back_in_the_end(CancellationToken token)
    {
        ThreadPool.GetMinThreads(out var minimum, out _);
        var commands = new BlockingCommands();
        var companion = Opened(new Companion());
        companion.Commands.AddFrom(commands);
        var unix = new UnixSocketTransport(SocketPaths.Fresh());
        var webSocket = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { AnyLocalProcess = true });
        var host = Opened(new LiaisonHost(companion)).Add(unix).Add(webSocket);
        await host.StartAsync(token);
        await using var caller = await LiaisonClient.ConnectAsync(new UnixSocketConnector(unix.Address), null, token);
        await using var other = await LiaisonClient.ConnectAsync($"ws://{webSocket.Address}", null, token);
        await caller.PingAsync(token);
        await other.PingAsync(token);
        LookAgain();

        var calls = Enumerable.Range(0, Blocked).Select(_ => caller.InvokeAsync<int>("block", [], token)).ToArray();
        var times = new List<double>();
        while (times.Count < 10 || commands.Running < Blocked)
        {
            var clock = Stopwatch.StartNew();
            await (times.Count % 2 == 0 ? caller : other).PingAsync(token);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        var threads = ThreadPool.ThreadCount;
        commands.Release();
        await Task.WhenAll(calls);
        await TestContext.Out.WriteLineAsync(
            $"{times.Count} pings until {commands.Most} commands blocked at once: first {times[0]:0} ms, p50 {times.Order().ElementAt(times.Count / 2):0.0} ms, longest {times.Max():0} ms, {threads} threads");
        await host.StopAsync();
        await PoolWatch.Ended.WaitAsync(token);
        ThreadPool.GetMinThreads(out var after, out _);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(commands.Most, Is.EqualTo(Blocked));
            Assert.That(after, Is.EqualTo(minimum));
        }
    }

    private sealed class BlockingCommands
    {
        private readonly Blocker _blocker = new();
        private int _running;
        private int _most;

        public int Running => Volatile.Read(ref _running);

        public int Most => Volatile.Read(ref _most);

        public void Release()
        {
            _most = Running;
            _blocker.Release();
        }

        [Command("block", Concurrent = true)]
        public int Block()
        {
            Interlocked.Increment(ref _running);
            _blocker.Block();
            return Interlocked.Decrement(ref _running);
        }
    }
}
