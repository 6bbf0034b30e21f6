using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

[NonParallelizable]
public sealed class StdioConsoleTests
{
    [Test, CancelAfter(60_000)]
    public async Task What_the_application_prints_goes_to_standard_error_while_bound(CancellationToken cancellationToken)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var captured = new StringWriter();
        try
        {
            Console.SetError(captured);
            await using (var transport = new StdioTransport())
            {
                await transport.BindAsync(cancellationToken);
                Console.WriteLine("stray");
            }

            Assert.That(captured.ToString(), Is.EqualTo("stray" + Environment.NewLine));
            Assert.That(Console.Out, Is.SameAs(output));
        }
        finally
        {
            Console.SetError(error);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task It_stays_redirected_until_the_connection_is_disposed_too(CancellationToken cancellationToken)
    {
        var output = Console.Out;
        var redirection = new ConsoleOutRedirection();
        var redirected = Console.Out;
        Assert.That(redirected, Is.Not.SameAs(output));
        redirection.Hold();
        var connection = new LeasedConnection(new StreamConnection(new PiecesStream(), new PeerInfo("stdio", "stdio")), redirection.Release);
        redirection.Release();
        Assert.That(Console.Out, Is.SameAs(redirected));
        await connection.DisposeAsync();
        await connection.DisposeAsync();
        Assert.That(Console.Out, Is.SameAs(output));
    }

    [Test, CancelAfter(60_000)]
    public async Task It_is_left_alone_if_somebody_else_redirected_it_in_the_meantime(CancellationToken cancellationToken)
    {
        var output = Console.Out;
        try
        {
            await using var others = new StringWriter();
            var redirection = new ConsoleOutRedirection();
            Console.SetOut(others);
            var theirs = Console.Out;
            redirection.Release();
            Assert.That(Console.Out, Is.SameAs(theirs));
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task The_streams_of_a_process_are_taken_once(CancellationToken cancellationToken)
    {
        await using (var first = new StdioTransport())
        {
            await first.BindAsync(cancellationToken);
            await using var second = new StdioTransport();
            var failure = await Assert.CatchAsync<BindException>(async () => await second.BindAsync(cancellationToken));
            Assert.That(failure!.Message, Does.Contain("Use only one in a process"));
        }

        await using var third = new StdioTransport();
        await third.BindAsync(cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Streams_of_its_own_leave_the_console_alone(CancellationToken cancellationToken)
    {
        var output = Console.Out;
        var stream = new PiecesStream();
        await using var transport = new StdioTransport(new StdioOptions { Input = stream, Output = stream });
        await transport.BindAsync(cancellationToken);
        Assert.That(Console.Out, Is.SameAs(output));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_send_to_a_peer_that_does_not_read_can_be_given_up([Values] bool byDispose, CancellationToken cancellationToken)
    {
        var pipes = new PipePair();
        await using var peer = pipes.Peer;
        await using var transport = new StdioTransport(new StdioOptions { Input = pipes.HostInput, Output = pipes.HostOutput });
        await transport.BindAsync(cancellationToken);
        var connection = await transport.AcceptAsync(cancellationToken);
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = connection!.SendAsync(Frames.Texts(new string('x', 1_000_000)), canceling.Token).AsTask();
        if (byDispose)
        {
            await connection.DisposeAsync();
            await Assert.CatchAsync<IOException>(() => sending);
        }
        else
        {
            await canceling.CancelAsync();
            await Assert.CatchAsync<OperationCanceledException>(() => sending);
            await connection.DisposeAsync();
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_receive_that_was_given_up_loses_nothing_of_the_next_message(CancellationToken cancellationToken)
    {
        var pipes = new PipePair();
        await using var peer = pipes.Peer;
        await using var transport = new StdioTransport(new StdioOptions { Input = pipes.HostInput, Output = pipes.HostOutput });
        await transport.BindAsync(cancellationToken);
        await using var connection = (await transport.AcceptAsync(cancellationToken))!;
        for (var i = 0; i < 100; i++)
        {
            using var canceling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var receiving = connection.ReceiveAsync(canceling.Token).AsTask();
            await canceling.CancelAsync();
            await Assert.CatchAsync<OperationCanceledException>(() => receiving);
            var text = new string((char)('0' + i % 10), 1 + (i * i * 20));
            var sending = peer.WriteAsync(RawFraming.Frame(text, StreamFraming.Lines), cancellationToken).AsTask();
            Assert.That(Frames.TextOf(await connection.ReceiveAsync(cancellationToken)), Is.EqualTo(text));
            await sending;
        }
    }
}
