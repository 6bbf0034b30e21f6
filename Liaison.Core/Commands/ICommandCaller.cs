using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Calls commands at the other end: a client, or the peer of a host. Thread-safe.</summary>
public interface ICommandCaller
{
    /// <summary>Calls a command and reads its result as <typeparamref name="T"/>.</summary>
    /// <exception cref="LiaisonException">The other end answered with an error, or the connection ended.</exception>
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
    Task NotifyAsync(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>Creates a batch: calls that are sent together by <see cref="CommandBatch.SendAsync"/>.</summary>
    CommandBatch CreateBatch();
}
