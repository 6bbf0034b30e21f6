namespace Liaison.Commands;

/// <summary>Reads asynchronous sequences of <typeparamref name="T"/>.</summary>
internal sealed class SequenceReader<T> : SequenceReader
{
    // Each item is asked for where the command ran, on an application's own thread if that is where: hence the captured context.
    public override async ValueTask ReadAsync(object sequence, CommandContext context, Func<object?, ValueTask> take)
    {
        var cancellationToken = context.CancellationToken;
        await foreach (var item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellationToken).ConfigureAwait(true))
        {
            // A sequence need not look at the token itself.
            cancellationToken.ThrowIfCancellationRequested();
            await take(item).ConfigureAwait(true);
        }
    }
}
