namespace Liaison.Commands;

/// <summary>Reads asynchronous sequences of <typeparamref name="T"/>.</summary>
internal sealed class SequenceReader<T> : SequenceReader
{
    // The captured context makes each item run where the command ran, which may be an application's own thread.
    public override async ValueTask ReadAsync(object sequence, CommandContext context, Func<object?, ValueTask> take)
    {
        var cancellationToken = context.CancellationToken;
        await foreach (var item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellationToken).ConfigureAwait(true))
        {
            // A sequence may ignore the token, so check it here too.
            cancellationToken.ThrowIfCancellationRequested();
            await take(item).ConfigureAwait(true);
        }
    }
}
