using System.Threading.Channels;

namespace Liaison.Transports;

/// <summary>A transport inside one process, for tests and for applications that control a part of themselves.</summary>
/// <remarks>
/// <see cref="InMemoryConnector"/> connects to it. Frames keep their kind and are copied once. A full queue makes the sender wait.
/// </remarks>
public sealed class InMemoryTransport : ICommandTransport
{
    internal const string Name = "memory";

    private readonly InMemoryOptions _options;
    private readonly Channel<InMemoryConnection> _arrivals;
    private volatile bool _isBound;

    /// <summary>Creates a transport.</summary>
    /// <param name="name">
    /// The part of the address after <c>memory:</c>. It need not be unique, since connectors receive the transport object.
    /// </param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public InMemoryTransport(string name = "local", InMemoryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _options = (options ?? new InMemoryOptions()).Validated();
        _arrivals = Channel.CreateBounded<InMemoryConnection>(_options.Backlog);
        Address = $"{Name}:{name}";
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <inheritdoc/>
    public ValueTask BindAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _isBound = true;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (await _arrivals.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_arrivals.Reader.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();

        // Peers that were not accepted see the connection end, as in the backlog of a closed socket.
        while (_arrivals.Reader.TryRead(out var connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    internal async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isBound)
        {
            throw new IOException($"Nobody listens at {Address}. Bind the transport, or start the host that it was added to, before connecting.");
        }

        var (host, peer) = InMemoryConnection.CreatePair(Address, _options);
        try
        {
            await _arrivals.Writer.WriteAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new IOException($"Nobody listens at {Address} any more: its transport was disposed. Connect to a new one.", e);
        }

        return peer;
    }
}
