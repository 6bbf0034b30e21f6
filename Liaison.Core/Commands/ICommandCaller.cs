using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Calls commands at the other end: a client, or the peer of a host. Thread-safe.</summary>
public interface ICommandCaller
{
    /// <summary>Calls a command and reads its result as <typeparamref name="T"/>.</summary>
    /// <remarks>
    /// If <typeparamref name="T"/> is a <see cref="Stream"/> or a <see cref="System.IO.Pipelines.PipeReader"/>, the caller disposes or
    /// completes the result. Streams that are arguments belong to the caller; they are read only while the call is pending.
    /// </remarks>
    /// <exception cref="LiaisonException">
    /// The other end answered with an error, the connection ended, a limit was reached, or <see cref="CommandCall.Timeout"/> has passed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="CommandCall.Timeout"/> is out of range.</exception>
    /// <exception cref="IOException">The result is a stream, and the other end failed to send all of it.</exception>
    /// <exception cref="NotSupportedException">
    /// An argument cannot be written as JSON, or the protocol has no calls in this direction.
    /// </exception>
    /// <exception cref="InvalidCastException">The result cannot be read as <typeparamref name="T"/>.</exception>
    /// <exception cref="OperationCanceledException">The token fired. The other end is told to cancel the command.</exception>
    Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Calls a command that returns a sequence, and reads its items one by one. The call starts when the first item is asked for. Leaving
    /// the loop early cancels the command.
    /// </summary>
    /// <remarks>
    /// It also works for a command that returns a list as a whole. Enumerating throws the same exceptions as <see cref="InvokeAsync{T}"/>.
    /// </remarks>
    IAsyncEnumerable<T?> StreamAsync<T>(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>Calls a command without waiting for its outcome. The call is queued for sending when the task ends.</summary>
    /// <exception cref="LiaisonException">The connection has ended, or a limit was reached.</exception>
    /// <exception cref="NotSupportedException">
    /// An argument cannot be written as JSON, or the protocol has no calls in this direction.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token fired before the call was queued.</exception>
    Task NotifyAsync(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>Creates a batch: calls that are sent together by <see cref="CommandBatch.SendAsync"/>.</summary>
    CommandBatch CreateBatch();
}
