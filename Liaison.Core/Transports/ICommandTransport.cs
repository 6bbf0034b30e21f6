namespace Liaison.Transports;

/// <summary>Where peers arrive: a listening socket, a pipe, the process's own standard streams.</summary>
/// <remarks>
/// A transport moves frames and knows nothing of what they mean. Its members are called in this order, by one caller at a time:
/// <see cref="BindAsync"/> once, <see cref="AcceptAsync"/> until it gives null, and <see cref="IAsyncDisposable.DisposeAsync"/>,
/// which may come at any time, from any thread, more than once, and ends a pending <see cref="AcceptAsync"/> with null. Connections
/// that were accepted outlive the transport: each is disposed by whoever accepted it.
/// </remarks>
public interface ICommandTransport : IAsyncDisposable
{
    /// <summary>The address, in the notation that users give it. Final once <see cref="BindAsync"/> has returned: port 0 has become a port.</summary>
    string Address { get; }

    /// <summary>Takes the address. From its return on, peers can connect.</summary>
    /// <exception cref="BindException">The address is taken, not allowed or malformed; the message names the fix.</exception>
    ValueTask BindAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the next peer. Null: no more will come, ever.</summary>
    /// <exception cref="OperationCanceledException">The token fired; the transport still accepts.</exception>
    ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken);
}
