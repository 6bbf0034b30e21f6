namespace Liaison.Commands;

/// <summary>Calls that are collected, and sent together. Not thread-safe, but for what it gives.</summary>
public abstract class CommandBatch
{
    private protected CommandBatch()
    {
    }

    /// <summary>Adds a call. The task ends when its answer has come, some time after <see cref="SendAsync"/>.</summary>
    /// <exception cref="NotSupportedException">An argument cannot be written as JSON.</exception>
    /// <exception cref="InvalidOperationException">The batch was sent before.</exception>
    public abstract Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default);

    /// <summary>Adds a call whose answer nobody wants.</summary>
    /// <exception cref="NotSupportedException">An argument cannot be written as JSON.</exception>
    /// <exception cref="InvalidOperationException">The batch was sent before.</exception>
    public abstract void Notify(CommandCall command);

    /// <summary>Sends the calls; on return they are queued for sending. An empty batch sends nothing.</summary>
    /// <exception cref="Messages.LiaisonException">The connection has ended.</exception>
    /// <exception cref="NotSupportedException">The protocol has no calls in this direction.</exception>
    /// <exception cref="InvalidOperationException">The batch was sent before.</exception>
    public abstract Task SendAsync(CancellationToken cancellationToken = default);
}
