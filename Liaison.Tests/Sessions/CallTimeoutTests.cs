using System.Text;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>The time limits of calls: how long and how short they may be, and what they include.</summary>
[CancelAfter(60_000)]
internal sealed class CallTimeoutTests
{
    private readonly Companion _companion = new();
    private readonly Stalls _stalls = new();
    private readonly InMemoryTransport _transport = new();
    private LiaisonHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _companion.Commands.AddFrom(_stalls);
        _host = new LiaisonHost(_companion, new HostOptions { Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance] }).Add(_transport);
        await _host.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [TestCase("""{"command":{"command":"ping"},"id":1,"timeout":5000000000}""")]
    [TestCase("""{"command":{"command":"ping"},"id":1,"timeout":1e300}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"ping","id":1,"timeout":5000000000}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"ping","id":1,"timeout":1e300}""")]
    public async Task A_longer_time_than_a_timer_can_wait_is_no_reason_to_disconnect(string request, CancellationToken token)
    {
        await using var link = await new InMemoryConnector(_transport).ConnectAsync(token);
        for (var i = 0; i < 2; i++)
        {
            await link.SendAsync(new[] { new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(request)) }, token);
            var answer = await link.ReceiveAsync(token);

            Assert.That(Encoding.UTF8.GetString(answer!.Value.Bytes.Span), Does.Contain("\"pong\""));
        }
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(25L * 24 * 60 * 60 * 1_000)]
    public async Task A_call_whose_time_is_out_of_range_is_not_sent(long milliseconds, CancellationToken token)
    {
        var call = new CommandCall("count") { Timeout = TimeSpan.FromMilliseconds(milliseconds) };
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(_transport), cancellationToken: token);
        await using var lasting = await LiaisonClient.ConnectAsync(
            new InMemoryConnector(_transport), new ClientOptions { Reconnect = new ReconnectOptions() }, token);

        await Assert.CatchAsync<ArgumentOutOfRangeException>(() => client.InvokeAsync<int>(call, token));
        await Assert.CatchAsync<ArgumentOutOfRangeException>(() => lasting.InvokeAsync<int>(call, token));
        Assert.That(await client.InvokeAsync<int>("calls", [], token), Is.Zero);
    }

    [Test]
    public async Task The_time_includes_the_reading_of_a_large_result(CancellationToken token)
    {
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(_transport), cancellationToken: token);
        var call = new CommandCall("stall") { Timeout = TimeSpan.FromMilliseconds(200) };

        var failure = await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<byte[]>(call, token));

        Assert.That((failure!.Code, failure.Message), Is.EqualTo((ErrorCode.Timeout, "'stall' was not answered within 200 ms. Raise CommandCall.Timeout, or make the command do less.")));
        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task A_caller_that_cancels_while_a_large_result_is_read_is_told_its_own_token(CancellationToken token)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(_transport), cancellationToken: token);
        var call = client.InvokeAsync<byte[]>(new CommandCall("stall") { Timeout = TimeSpan.FromMinutes(1) }, source.Token);
        await _stalls.Reading.WaitAsync(token);
        await source.CancelAsync();

        var canceled = await Assert.CatchAsync<OperationCanceledException>(() => call);
        Assert.That(canceled!.CancellationToken, Is.EqualTo(source.Token));
    }

    public sealed class Stalls
    {
        private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        /// <summary>Ends when a result is read.</summary>
        public Task Reading => _reading.Task;

        [Command("count")]
        public int Count() => ++_count;

        [Command("calls")]
        public int Calls() => _count;

        [Command("stall")]
        public Stream Stall() => new StalledStream(_reading);
    }

    /// <summary>A stream that never ends, and gives nothing.</summary>
    private sealed class StalledStream(TaskCompletionSource reading) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reading.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
