using System.IO.Pipes;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

/// <summary>Connections over anonymous pipes, which are the standard streams of a process that .NET has started.</summary>
[CancelAfter(60_000)]
internal sealed class GuardedPipeTests
{
    private static readonly Frame[] Message = [new(FrameKind.Text, "{}"u8.ToArray())];

    [Test]
    public async Task A_connection_that_is_disposed_while_its_first_message_is_sent_ends(CancellationToken token)
    {
        for (var round = 0; round < 3_000; round++)
        {
            using var reader = new AnonymousPipeServerStream(PipeDirection.In);
            await using var writer = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle);
            await using var connection = new StreamConnection(Stream.Null, writer, new PeerInfo("stdio", "test"));
            using var together = new Barrier(2);
            var sending = Task.Run(() => SendAsync(connection, together), token);
            var disposing = Task.Run(
                async () =>
                {
                    together.SignalAndWait(token);
                    Thread.SpinWait(round % 200);
                    await connection.DisposeAsync();
                },
                token);

            await Task.WhenAll(sending, disposing).WaitAsync(token);
        }
    }

    [Test]
    public async Task A_read_that_waits_ends_with_its_connection(CancellationToken token)
    {
        await using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        var connection = new StreamConnection(reader, Stream.Null, new PeerInfo("stdio", "test"));
        var receiving = connection.ReceiveAsync(token);

        await connection.DisposeAsync();

        Assert.That(await receiving, Is.Null);
    }

    [Test]
    public async Task A_message_that_nobody_reads_ends_with_its_connection(CancellationToken token)
    {
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        await using var writer = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle);
        var connection = new StreamConnection(Stream.Null, writer, new PeerInfo("stdio", "test"));
        var sending = connection.SendAsync(new[] { new Frame(FrameKind.Text, new byte[1 << 20]) }, token).AsTask();
        Assert.That(sending.IsCompleted, Is.False, "The pipe holds less than the message.");

        await connection.DisposeAsync();

        await Assert.CatchAsync<IOException>(() => sending);
    }

    private static async Task SendAsync(StreamConnection connection, Barrier together)
    {
        together.SignalAndWait();
        try
        {
            await connection.SendAsync(Message, CancellationToken.None);
        }
        catch (IOException)
        {
            // The connection was disposed first.
        }
    }
}
