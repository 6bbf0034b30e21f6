using System.IO.Pipelines;

namespace Liaison.Transports;

/// <summary>Reports a connection that has failed as a reader that has completed. The server logs any exception of a flush as an error.</summary>
/// <param name="inner">The writer over the socket.</param>
internal sealed class LinkWriter(PipeWriter inner) : PipeWriter
{
    private Task? _completed;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override void Advance(int bytes) => inner.Advance(bytes);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var flush = inner.FlushAsync(cancellationToken);
        return flush.IsCompletedSuccessfully ? flush : CatchAsync(flush, cancellationToken);
    }

    /// <summary>Begins to send what was not flushed. <see cref="CompleteAsync"/> waits for it.</summary>
    public override void Complete(Exception? exception = null) => _ = CompleteAsync(exception).AsTask();

    public override ValueTask CompleteAsync(Exception? exception = null) => new(_completed ??= SendRestAsync(exception));

    private static async ValueTask<FlushResult> CatchAsync(ValueTask<FlushResult> flush, CancellationToken cancellationToken)
    {
        try
        {
            return await flush.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (IsLossOfLink(exception))
        {
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
    }

    private static bool IsLossOfLink(Exception exception) => exception is IOException or OperationCanceledException;

    private async Task SendRestAsync(Exception? exception)
    {
        try
        {
            await inner.CompleteAsync(exception).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsLossOfLink(failure))
        {
            // The peer has left before the last bytes.
        }
    }
}
