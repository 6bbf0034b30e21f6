using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection whose HTTP request stays open until it is disposed.</summary>
internal sealed class ServedConnection(WebSocketConnection connection, ConnectionSlots slots) : ICommandConnection
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _released;

    public PeerInfo Remote => connection.Remote;

    /// <summary>Ends once the connection was disposed.</summary>
    public Task Disposed => _disposed.Task;

    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => connection.ReceiveAsync(cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) => connection.SendAsync(frames, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            // Before this returns, so that whoever disposed one connection can open the next.
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                slots.Release();
                _disposed.SetResult();
            }
        }
    }
}
