using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection whose HTTP request stays open until it is disposed.</summary>
/// <param name="connection">The connection over the request's WebSocket.</param>
/// <param name="slots">The slots to which the connection returns its slot when it is disposed.</param>
/// <param name="isDetached">Whether the connection needs its request no longer.</param>
/// <param name="gone">Fires when the TCP connection is gone.</param>
internal sealed class ServedConnection(WebSocketConnection connection, ConnectionSlots slots, bool isDetached, CancellationToken gone) : ICommandConnection
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _released;

    public CancellationToken Gone => gone;

    public bool IsDetached => isDetached;

    public PeerInfo Remote => connection.Remote;

    /// <summary>Completes when the connection was disposed.</summary>
    public Task Disposed => _disposed.Task;

    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => connection.ReceiveAsync(cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) =>
        // Without this check the server would silently drop data for a peer that is gone.
        gone.IsCancellationRequested
            ? ValueTask.FromException(new IOException($"The link to {Remote.Address} is gone; connect again to send more."))
            : connection.SendAsync(frames, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            // Released before this method returns, so that the caller can open the next connection at once.
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                slots.Release();
                _disposed.SetResult();
            }
        }
    }
}
