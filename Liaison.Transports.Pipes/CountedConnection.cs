using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection that makes room for another one when it is disposed.</summary>
internal sealed class CountedConnection(ICommandConnection connection, SemaphoreSlim free) : ICommandConnection
{
    private int _isDisposed;

    public PeerInfo Remote => connection.Remote;

    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => connection.ReceiveAsync(cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) =>
        connection.SendAsync(frames, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            free.Release();
        }
    }
}
