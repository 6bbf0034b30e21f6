using System.IO.Pipelines;
using Liaison.Transports;
using Microsoft.AspNetCore.Connections;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

/// <summary>A flush of a connection that has failed. The server logs the exceptions of a flush as errors, except for a canceled one.</summary>
internal sealed class LinkWriterTests
{
    [Test]
    public async Task A_reset_connection_is_a_reader_that_has_completed([Values] bool canceled)
    {
        var writer = WriterOver(new ConnectionResetException("Closed there."));

        var result = await writer.FlushAsync(new CancellationToken(canceled));

        Assert.That((result.IsCompleted, result.IsCanceled), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task A_connection_that_was_closed_here_is_a_reader_that_has_completed()
    {
        var writer = WriterOver(new ConnectionAbortedException("Closed here."));

        Assert.That((await writer.FlushAsync()).IsCompleted);
    }

    [Test]
    public void A_flush_that_was_canceled_throws()
    {
        var writer = WriterOver(new OperationCanceledException());

        Assert.That(async () => await writer.FlushAsync(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Completing_a_lost_connection_does_not_throw()
    {
        var writer = WriterOver(new ConnectionResetException("Closed there."));

        Assert.That(async () => await writer.CompleteAsync(), Throws.Nothing);
    }

    [Test]
    public void Another_exception_is_thrown()
    {
        var writer = WriterOver(new InvalidOperationException("A mistake."));

        Assert.That(async () => await writer.FlushAsync(), Throws.InvalidOperationException);
    }

    private static LinkWriter WriterOver(Exception exception) => new(new FailingWriter(exception));

    private sealed class FailingWriter(Exception exception) : PipeWriter
    {
        public override void Advance(int bytes) => throw new NotSupportedException();

        public override Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

        public override Span<byte> GetSpan(int sizeHint = 0) => throw new NotSupportedException();

        public override void CancelPendingFlush() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new NotSupportedException();

        public override ValueTask CompleteAsync(Exception? failure = null) => ValueTask.FromException(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => ValueTask.FromException<FlushResult>(exception);
    }
}
