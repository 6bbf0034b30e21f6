using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Whatever commands can be called through: a client, or the peer of a host. Thread-safe.</summary>
public interface ICommandCaller
{
    /// <summary>Calls a command at the other end, and reads what it gives as <typeparamref name="T"/>.</summary>
    /// <exception cref="LiaisonException">The other end answered with an error, or the connection ended.</exception>
    /// <exception cref="NotSupportedException">An argument cannot be written as JSON, or the protocol has no calls in this direction.</exception>
    /// <exception cref="InvalidCastException">The result cannot be read as <typeparamref name="T"/>.</exception>
    /// <exception cref="OperationCanceledException">The token fired. The other end is told to cancel the command.</exception>
    Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Calls a command that gives a sequence, once its first item is asked for. Leaving the loop before the end cancels the command. A
    /// command that gives a list all at once works too.
    /// </summary>
    /// <remarks>Enumerating throws what <see cref="InvokeAsync{T}"/> does.</remarks>
    IAsyncEnumerable<T?> StreamAsync<T>(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>Calls a command and does not wait for what becomes of it. On return the call is queued for sending.</summary>
    /// <exception cref="LiaisonException">The connection has ended.</exception>
    /// <exception cref="NotSupportedException">An argument cannot be written as JSON, or the protocol has no calls in this direction.</exception>
    Task NotifyAsync(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>Calls that are sent together, once <see cref="CommandBatch.SendAsync"/> is called.</summary>
    CommandBatch CreateBatch();
}
