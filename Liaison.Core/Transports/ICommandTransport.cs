namespace Liaison.Transports;

/// <summary>Accepts peers, for example on a listening socket, on a pipe, or on the standard streams of the process.</summary>
/// <remarks>
/// <para>A transport moves frames and does not know what they mean.</para>
/// <para>
/// The members are called in this order, by one caller at a time: <see cref="BindAsync"/> once, then <see cref="AcceptAsync"/> until it
/// returns null. <see cref="IAsyncDisposable.DisposeAsync"/> may be called at any time, from any thread, and more than once; a pending
/// <see cref="AcceptAsync"/> then returns null.
/// </para>
/// <para>
/// Disposing the transport does not end its accepted connections. The caller of <see cref="AcceptAsync"/> disposes each of them.
/// </para>
/// </remarks>
public interface ICommandTransport : IAsyncDisposable
{
    /// <summary>The address, as users write it. Final once <see cref="BindAsync"/> has returned; port 0 is then the real port.</summary>
    string Address { get; }

    /// <summary>Binds the address. Peers can connect when it returns.</summary>
    /// <exception cref="BindException">The address is in use, not allowed or malformed. The message gives the fix.</exception>
    ValueTask BindAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the next peer. Returns null when no more peers will come.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled. The transport continues to accept.</exception>
    ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken);
}
