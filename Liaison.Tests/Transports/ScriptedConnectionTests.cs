using Liaison.Messages;
using Liaison.Testing;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

public sealed class ScriptedConnectionTests
{
    [Test, CancelAfter(60_000)]
    public async Task It_gives_what_was_prepared_and_then_ends(CancellationToken cancellationToken)
    {
        await using var connection = new ScriptedConnection().Give("{}").Give(new Frame(FrameKind.Binary, new byte[] { 65 })).End();
        Assert.That(string.Join('|', await Frames.ReadAllAsync(connection, cancellationToken)), Is.EqualTo("{}|(binary) A"));
    }

    [Test, CancelAfter(60_000)]
    public async Task It_keeps_a_copy_of_what_was_sent(CancellationToken cancellationToken)
    {
        await using var connection = new ScriptedConnection();
        var next = connection.NextSentTextAsync(cancellationToken).AsTask();
        Assert.That(next.IsCompleted, Is.False);
        var buffer = "[1]"u8.ToArray();
        await connection.SendAsync(new[] { new Frame(FrameKind.Text, buffer) }, cancellationToken);
        buffer.AsSpan().Clear();
        Assert.That(await next, Is.EqualTo("[1]"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Disposing_it_ends_every_wait(CancellationToken cancellationToken)
    {
        var connection = new ScriptedConnection();
        var receiving = connection.ReceiveAsync(cancellationToken).AsTask();
        var sent = connection.NextSentAsync(cancellationToken).AsTask();
        await connection.DisposeAsync();
        await connection.Disposed;
        Assert.That(await receiving, Is.Null);
        await Assert.CatchAsync<IOException>(() => sent);
        await Assert.CatchAsync<IOException>(async () => await connection.SendAsync(Frames.Texts("{}"), cancellationToken));
    }
}
