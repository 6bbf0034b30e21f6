using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>One open link to a peer.</summary>
/// <remarks>
/// One caller receives and one caller sends, at the same time. <see cref="IAsyncDisposable.DisposeAsync"/> may come at any time,
/// from any thread, more than once; it closes the link in an orderly way and ends a pending receive with null.
/// </remarks>
public interface ICommandConnection : IAsyncDisposable
{
    /// <summary>Who is at the other end.</summary>
    PeerInfo Remote { get; }

    /// <summary>
    /// Waits for the next whole frame, in the order of sending. Null: the peer left, in whatever way, and nothing more will come;
    /// a message that the peer did not finish is dropped. It returns without waiting on the thread that calls it: a task that ends later
    /// is that thread's sign to do other work.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token fired. The link may be unusable from then on.</exception>
    ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Sends frames, whole and in order. Once the task has ended their bytes are no longer needed.</summary>
    /// <exception cref="IOException">The link is gone.</exception>
    /// <exception cref="NotSupportedException">The transport has no binary frames, and one of these is binary.</exception>
    /// <exception cref="OperationCanceledException">The token fired. The link may be unusable from then on.</exception>
    ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken);
}
