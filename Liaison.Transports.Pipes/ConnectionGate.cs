using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Turns a listener's streams into connections. It waits with the next one while too many are open.</summary>
internal sealed class ConnectionGate(IStreamListener listener, PeerInfo remote, StreamOptions options, int maxConnections) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(maxConnections, maxConnections);
    private readonly CancellationTokenSource _disposing = new();
    private int _isDisposed;

    public async ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        try
        {
            await _free.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        Stream? stream = null;
        try
        {
            stream = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (stream is null)
            {
                _free.Release();
            }
        }

        return stream is null ? null : new LeasedConnection(new StreamConnection(stream, remote, options), () => _free.Release());
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _disposing.CancelAsync().ConfigureAwait(false);
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }
}
