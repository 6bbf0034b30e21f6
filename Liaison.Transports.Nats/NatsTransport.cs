using System.Threading.Channels;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>
/// Accepts callers that connect over NATS. All transports with the same subject and queue group are workers of one pool: one of
/// them accepts a caller, and serves it until the session ends.
/// </summary>
/// <remarks>
/// Sessions carry text and binary messages of any size up to the limit, in order, and survive a restart of the NATS server.
/// Disposing drains: no more callers are accepted, and the current callers are notified (<see cref="Messages.PeerInfo.Leaving"/>).
/// They have <see cref="NatsOptions.DrainTimeout"/> to move to another worker.
/// </remarks>
public sealed class NatsTransport : ICommandTransport
{
    internal const string Name = "nats";

    private readonly NatsHub _hub;
    private readonly Channel<ICommandConnection> _arrivals;
    private readonly Lazy<Task> _stop;
    private SessionDoor? _door;
    private volatile bool _isDisposed;

    /// <summary>Creates a transport.</summary>
    /// <param name="options">The options of NATS, and the limits; null uses the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public NatsTransport(NatsOptions? options = null)
    {
        options = (options ?? new NatsOptions()).Validated();
        _hub = new NatsHub(options);
        _arrivals = Channel.CreateBounded<ICommandConnection>(options.Backlog);
        _stop = new Lazy<Task>(StopAsync);
        Address = options.Address;
    }

    /// <summary>The NATS servers and the subject, without credentials.</summary>
    public string Address { get; }

    /// <inheritdoc/>
    public async ValueTask BindAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NatsConnection? connection = null;
        try
        {
            connection = await _hub.RentAsync(cancellationToken).ConfigureAwait(false);
            var door = new SessionDoor(_hub, connection, _arrivals);
            await door.OpenAsync(cancellationToken).ConfigureAwait(false);
            _door = door;
        }
        catch (Exception failure) when (failure is IOException or NatsException)
        {
            await ReturnAsync(connection).ConfigureAwait(false);
            throw new BindException(Address, connection is null ? failure.Message : $"NATS at {Address} refuses: {failure.Message}. Allow this user to subscribe to subjects that begin with the option Subject.", failure);
        }
        catch
        {
            await ReturnAsync(connection).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_door is null && !_isDisposed)
        {
            throw new InvalidOperationException("Call BindAsync before AcceptAsync.");
        }

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
    public async ValueTask DisposeAsync() => await _stop.Value.ConfigureAwait(false);

    private async Task StopAsync()
    {
        _isDisposed = true;
        _arrivals.Writer.TryComplete();
        if (_door is { } door)
        {
            try
            {
                await door.CloseAsync().ConfigureAwait(false);
            }
            finally
            {
                await _hub.ReturnAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask ReturnAsync(NatsConnection? connection)
    {
        if (connection is not null)
        {
            await _hub.ReturnAsync().ConfigureAwait(false);
        }
    }
}
