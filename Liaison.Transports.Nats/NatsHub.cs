using System.Diagnostics.CodeAnalysis;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>The connection to NATS that the sessions of a transport or a connector share. Thread-safe.</summary>
/// <remarks>The connection is opened for the first user, and closed when the last user has returned it.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has nothing to dispose: nobody asks for its handle.")]
internal sealed class NatsHub(NatsOptions options)
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly HashSet<NatsSession> _sessions = [];
    private NatsConnection? _connection;
    private int _users;

    public NatsOptions Options => options;

    /// <summary>Returns the open connection. The caller must return it.</summary>
    /// <exception cref="IOException">No server was found, or the server refused.</exception>
    public async ValueTask<NatsConnection> RentAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _connection ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            _users++;
            return _connection;
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask ReturnAsync()
    {
        await _opening.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (--_users == 0 && _connection is { } connection)
            {
                _connection = null;
                await CloseAsync(connection).ConfigureAwait(false);
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Opens one end of a session, which receives from now on.</summary>
    /// <exception cref="IOException">No server was found, or the server refused.</exception>
    public async ValueTask<NatsSession> OpenSessionAsync(SessionSubjects subjects, CancellationToken cancellationToken)
    {
        var session = new NatsSession(this, await RentAsync(cancellationToken).ConfigureAwait(false), subjects);
        try
        {
            await session.ListenAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch (Exception failure)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw failure is NatsException ? new IOException($"NATS at {options.Address} does not allow a subscription to {subjects.Own}: {failure.Message}. Allow this user to subscribe to it.", failure) : failure;
        }
    }

    /// <summary>Registers a session, which is notified when the connection to NATS is back.</summary>
    public void Add(NatsSession session)
    {
        lock (_sessions)
        {
            _sessions.Add(session);
        }
    }

    public void Remove(NatsSession session)
    {
        lock (_sessions)
        {
            _sessions.Remove(session);
        }
    }

    private async Task<NatsConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NatsConnection(options.Connection);
        try
        {
            await connection.ConnectAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            connection.ConnectionOpened += (_, _) =>
            {
                RecoverAll();
                return ValueTask.CompletedTask;
            };
            return connection;
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException(
                $"NATS at {options.Address} cannot be reached: {failure.Message} {failure.InnerException?.Message} Start nats-server, or correct the address or the credentials in NatsOptions.Connection.",
                failure);
        }
    }

    private void RecoverAll()
    {
        NatsSession[] sessions;
        lock (_sessions)
        {
            sessions = [.. _sessions];
        }

        foreach (var session in sessions)
        {
            session.Recover();
        }
    }

    private static async Task CloseAsync(NatsConnection connection)
    {
        try
        {
            // The last messages may still be in a buffer. They are sent when the server has answered the ping that follows them.
            using var limit = new CancellationTokenSource(FlushTimeout);
            if (connection.ConnectionState == NatsConnectionState.Open)
            {
                await connection.PingAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or NatsException or IOException or ObjectDisposedException)
        {
            // The server is gone, and the unsent messages are lost.
        }

        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is NatsException or TimeoutException)
        {
            // Messages that cannot be sent were still waiting. NATS.Net gives up after its CommandTimeout, and the connection is closed already.
        }
    }
}
