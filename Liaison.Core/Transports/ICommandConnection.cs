using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>An open connection to a peer.</summary>
/// <remarks>
/// One caller may receive while one caller sends. <see cref="IAsyncDisposable.DisposeAsync"/> may be called at any time, from any
/// thread, and more than once. It closes the connection in an orderly way, and a pending receive returns null.
/// </remarks>
public interface ICommandConnection : IAsyncDisposable
{
    /// <summary>The peer at the other end.</summary>
    PeerInfo Remote { get; }

    /// <summary>
    /// Waits for the next whole frame, in the order of sending. Returns null when the peer has left, for whatever reason.
    /// </summary>
    /// <remarks>
    /// After null, no more frames come. A message that the peer did not finish is dropped. The method never blocks the calling
    /// thread: if it returns a task that has not completed, the caller may use the thread for other work.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The token was canceled. The connection may be unusable afterwards.</exception>
    ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Sends whole frames in their order. When the task has completed, the caller may reuse their bytes.</summary>
    /// <exception cref="IOException">The connection has ended.</exception>
    /// <exception cref="NotSupportedException">A frame is binary, and the transport has no binary frames.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled. The connection may be unusable afterwards.</exception>
    ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken);
}
