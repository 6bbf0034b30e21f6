namespace Liaison.Commands;

/// <summary>Collects calls and sends them together. Not thread-safe; the tasks that it returns are.</summary>
public abstract class CommandBatch
{
    private protected CommandBatch()
    {
    }

    /// <summary>
    /// Adds a call. The task ends when the answer has arrived. It fails with the exceptions of
    /// <see cref="ICommandCaller.InvokeAsync{T}"/>, and never ends if <see cref="SendAsync"/> is not called.
    /// </summary>
    /// <exception cref="NotSupportedException">An argument cannot be written as JSON.</exception>
    /// <exception cref="InvalidOperationException">The batch was already sent.</exception>
    public abstract Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>Adds a call without an answer.</summary>
    /// <exception cref="NotSupportedException">An argument cannot be written as JSON.</exception>
    /// <exception cref="InvalidOperationException">The batch was already sent.</exception>
    public abstract void Notify(CommandCall command);

    /// <summary>Sends the calls. They are queued for sending when the task ends. An empty batch sends nothing.</summary>
    /// <exception cref="Messages.LiaisonException">The connection has ended, or a limit was reached.</exception>
    /// <exception cref="NotSupportedException">The protocol has no calls in this direction.</exception>
    /// <exception cref="InvalidOperationException">The batch was already sent.</exception>
    public abstract Task SendAsync(CancellationToken cancellationToken = default);
}
