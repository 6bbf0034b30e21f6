using System.Net;
using System.Net.Sockets;
using Liaison.Transports;
using Microsoft.AspNetCore.Connections;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

/// <summary>A read waits for a quick peer on its own thread for a moment. It loses nothing, and ends like any other read.</summary>
[CancelAfter(60_000)]
internal sealed class SocketStreamTests
{
    // So many that the peer is quick at least once, also on a busy machine.
    private const int Exchanges = 2_000;

    private Socket _peer = null!;
    private SocketStream _stream = null!;

    [SetUp]
    public async Task Connect()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _peer = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _peer.ConnectAsync(listener.LocalEndpoint);
        var accepted = await listener.AcceptSocketAsync();
        (accepted.Blocking, accepted.NoDelay) = (false, true);
        _stream = new SocketStream(accepted);
    }

    [TearDown]
    public async Task Close()
    {
        await _stream.DisposeAsync();
        _peer.Dispose();
    }

    [Test]
    public async Task What_a_quick_peer_sends_arrives_in_order_and_then_its_end(CancellationToken token)
    {
        var echoing = Task.Run(() => EchoAsync(token), token);
        for (var i = 0; i < Exchanges; i++)
        {
            Assert.That(await ExchangeAsync((byte)i, token), Is.EqualTo((byte)i));
        }

        _peer.Shutdown(SocketShutdown.Send);
        Assert.That(await echoing.WaitAsync(token), Is.EqualTo(Exchanges));
        await Cancellation(_stream.Closed).WaitAsync(token);
    }

    [Test]
    public async Task A_read_that_waits_ends_when_the_connection_is_aborted(CancellationToken token)
    {
        var echoing = Task.Run(() => EchoAsync(token), token);
        for (var i = 0; i < Exchanges; i++)
        {
            await ExchangeAsync(0, token);
        }

        // The reader has begun to wait for the next byte, or is about to.
        _stream.Abort();

        Assert.That(() => echoing.WaitAsync(token), Throws.InstanceOf<ConnectionAbortedException>());
    }

    // Returns the number of bytes.
    private async Task<int> EchoAsync(CancellationToken token)
    {
        var buffer = new byte[16];
        for (var count = 0; ;)
        {
            Assert.That(await _stream.ReadAsync(Memory<byte>.Empty, token), Is.Zero);
            var read = await _stream.ReadAsync(buffer, token);
            if (read == 0)
            {
                return count;
            }

            count += read;
            await _stream.WriteAsync(buffer.AsMemory(0, read), token);
        }
    }

    private async Task<byte> ExchangeAsync(byte value, CancellationToken token)
    {
        byte[] buffer = [value];
        await _peer.SendAsync(buffer, token);
        await _peer.ReceiveAsync(buffer, token);
        return buffer[0];
    }

    private static Task Cancellation(CancellationToken token)
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.UnsafeRegister(_ => canceled.TrySetResult(), null);
        return canceled.Task;
    }
}
