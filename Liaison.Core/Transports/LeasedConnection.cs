using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection that holds a resource until it is disposed, e.g. one of a limited number of places, or a console.</summary>
/// <param name="connection">The connection; this object owns it.</param>
/// <param name="release">Releases the resource. Called once, when the connection is closed.</param>
public sealed class LeasedConnection(ICommandConnection connection, Action release) : ICommandConnection, IRecyclingConnection
{
    private int _isDisposed;

    /// <inheritdoc/>
    public PeerInfo Remote => connection.Remote;

    /// <inheritdoc/>
    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => connection.ReceiveAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) =>
        connection.SendAsync(frames, cancellationToken);

    /// <inheritdoc/>
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
            release();
        }
    }

    void IRecyclingConnection.Recycle(Frame frame) => (connection as IRecyclingConnection)?.Recycle(frame);
}
