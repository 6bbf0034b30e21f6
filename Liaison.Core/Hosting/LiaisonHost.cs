using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Inspection;
using Liaison.Resumption;
using Liaison.Sessions;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.CallsOut;
using Liaison.Sessions.Events;
using Liaison.Sessions.Sending;
using Liaison.Transports;
using Liaison.Values;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liaison.Hosting;

/// <summary>Serves a <see cref="Companions.Companion"/> to peers over any number of transports at once.</summary>
/// <remarks>
/// Add transports, then call <see cref="StartAsync"/>. The host runs in the background until <see cref="StopAsync"/>, or until no
/// transport accepts peers any more and the last peer has left; then <see cref="Completion"/> completes. The host does not dispose
/// the companion. Thread-safe except for <see cref="Add"/>.
/// </remarks>
public sealed class LiaisonHost : IOpaque, IAsyncDisposable
{
    private readonly HostOptions _options;
    private readonly ILogger _logger;
    private readonly PeerRegistry _peers;
    private readonly Topics _topics;
    private readonly ResumableSessions? _sessions;
    private readonly List<ICommandTransport> _transports = [];
    private readonly ConcurrentQueue<string> _failedAddresses = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> _stop;
    private int _started;

    /// <summary>Creates a host. It serves no peers yet.</summary>
    /// <param name="companion">The companion that peers use. The name <c>liaison</c> is added to it for this host.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LiaisonHost(Companion companion, HostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(companion);
        _options = options ?? new HostOptions();
        _options.Validate();
        _logger = new SafeLogger((_options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Liaison"));
        _peers = new PeerRegistry(_options.MaxConnections, TimeProvider.System, () => PoolWatch.Begin(_options.MaxAddedThreads, _logger));
        _stop = new Lazy<Task>(StopOnceAsync);
        _sessions = _options.ResumeTimeout is { } timeout
            ? new ResumableSessions(timeout, _options.ResumeBufferBytes, _options.MaxConnections, new ResumptionLog(_logger), TimeProvider.System)
            : null;
        Companion = companion;
        PeerCompanions = new PeerCompanions(this, _options, new PeerSettings
        {
            Dispatcher = companion.Dispatcher,
            Protocols = [.. _options.Protocols],
            Lanes = new Lanes(_options.Execution),
            Options = _options,
            MaxSubscriptions = _options.MaxSubscriptions,
            Logger = _logger,
            CallIdPrefix = "host:",
            HostFigures = _peers.State,
            Streams = true,
            Inspector = _options.Inspection is { } inspection ? new Inspector(inspection, _logger) : null,
            Topics = _topics = new Topics(new TopicSources(companion, _logger)),
        });
        PeerCompanions.Prepare(companion);
    }

    /// <summary>The companion that peers use.</summary>
    public Companion Companion { get; }

    /// <summary>The names of the protocols that peers may use, the preferred one first.</summary>
    public IReadOnlyList<string> Protocols => [.. _options.Protocols.Select(protocol => protocol.Name)];

    internal PeerCompanions PeerCompanions { get; }

    /// <summary>The addresses of the transports, in the order of <see cref="Add"/>. Final once <see cref="StartAsync"/> has returned.</summary>
    public IReadOnlyList<string> Addresses => [.. _transports.Select(transport => transport.Address)];

    /// <summary>A snapshot of the connected peers. The application can call them.</summary>
    /// <remarks>
    /// With several protocols, a peer is listed after its first message. Inside a command, call the command's own peer through
    /// <see cref="Commands.CommandContext.Peer"/>: it gives up the command's turn while it waits.
    /// </remarks>
    public IReadOnlyList<ICommandPeer> Peers => [.. _peers.Snapshot().Where(peer => peer.IsOpen).Select(peer => new RemotePeer(peer.Caller))];

    /// <summary>How many peers are connected.</summary>
    public int ConnectionCount => _peers.Count;

    /// <summary>A snapshot of the addresses where accepting peers has failed. The host runs, but no peer can connect there.</summary>
    public IReadOnlyList<string> FailedAddresses => [.. _failedAddresses];

    /// <summary>Completes when the host has stopped: on request, when idle too long, or when no more peers can come. Never fails.</summary>
    public Task Completion => _completed.Task;

    /// <summary>Adds a transport, which the host then owns. Must be called before <see cref="StartAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public LiaisonHost Add(ICommandTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        if (Volatile.Read(ref _started) != 0)
        {
            throw new InvalidOperationException("The host has started. Add every transport before StartAsync.");
        }

        _transports.Add(transport);
        return this;
    }

    /// <summary>Binds every transport. Peers can connect when it returns.</summary>
    /// <exception cref="InvalidOperationException">No transport was added, or the host was started before.</exception>
    /// <exception cref="BindException">An address cannot be bound. The host has stopped, and no address is bound.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_transports.Count == 0)
        {
            throw new InvalidOperationException("No transport was added. Call host.Add(new StdioTransport()), or use InMemoryTransport in tests.");
        }

        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("The host was started before. Make a new one.");
        }

        try
        {
            foreach (var transport in _transports)
            {
                await transport.BindAsync(cancellationToken).ConfigureAwait(false);
                HostLog.Serving(_logger, transport.Address);
            }
        }
        catch
        {
            await StopAsync().ConfigureAwait(false);
            throw;
        }

        if (Companion.Exposure.IsEverythingExposed)
        {
            HostLog.EverythingExposed(_logger);
        }

        _peers.Open();
        _topics.BeginSharing();
        _ = ServeAllAsync();
    }

    /// <summary>Serves a connection that the application accepted, until it ends; then disposes the connection.</summary>
    /// <remarks>The host need not be started. If it stops, or has reached its limit of peers, it closes the connection at once.</remarks>
    /// <param name="connection">The connection. The host disposes it in all cases.</param>
    /// <param name="cancellationToken">Stops serving this peer, as <see cref="StopAsync"/> does. The method then returns normally.</param>
    public async Task ServeAsync(ICommandConnection connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var session = _sessions is null ? connection : await _sessions.AdmitAsync(connection, cancellationToken).ConfigureAwait(false);
        if (session is null || await TryMakePeerAsync(session).ConfigureAwait(false) is not { } peer)
        {
            return;
        }

        HostLog.Connected(_logger, connection.Remote.Transport, connection.Remote.Address);
        Companion.Statistics.Connected();
        try
        {
            using var stopping = cancellationToken.UnsafeRegister(static peer => _ = ((Peer)peer!).StopAsync(), peer);
            await peer.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            Companion.Statistics.Disconnected();
            _peers.Remove(peer);
            HostLog.Disconnected(_logger, connection.Remote.Transport, connection.Remote.Address);
        }
    }

    /// <summary>Sends an event to every peer that subscribed to its topic. Without subscribers it does nothing.</summary>
    /// <remarks>On return, the event is queued for each peer, or dropped as the subscription says. The method waits for no peer.</remarks>
    /// <param name="topic">
    /// The topic, e.g. <c>session.started</c>: at most 256 characters, without <c>*</c>. <c>response</c>, <c>error</c>,
    /// <c>progress</c> and <c>next</c> are not allowed.
    /// </param>
    /// <param name="value">The value of the event. It is serialized once, on this thread.</param>
    /// <exception cref="ArgumentException">The topic is not valid.</exception>
    /// <exception cref="IOException">
    /// The host shares its topics (<see cref="TopicHostExtensions"/>), and the event was not stored.
    /// </exception>
    public ValueTask PublishAsync(string topic, object? value) => _topics.PublishAsync(TopicName.Validated(topic), value, Companion.Json);

    /// <summary>
    /// Stops accepting peers, lets running commands finish until <see cref="SessionOptions.DrainTimeout"/>, cancels the others,
    /// answers all pending calls, and closes every connection. May be called several times; each call waits for the end.
    /// </summary>
    public Task StopAsync() => _stop.Value;

    /// <summary>Stops the host.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private async Task ServeAllAsync()
    {
        var idle = _options.IdleTimeout is { } timeout ? StopWhenIdleAsync(timeout) : Task.CompletedTask;
        await Task.WhenAll(_transports.Select(AcceptAsync)).ConfigureAwait(false);
        await StopAsync().ConfigureAwait(false);
        await idle.ConfigureAwait(false);
    }

    // Ends when the transport accepts no more peers and all its peers have left.
    private async Task AcceptAsync(ICommandTransport transport)
    {
        var served = new List<Task>();
        try
        {
            while (await transport.AcceptAsync(_stopping.Token).ConfigureAwait(false) is { } connection)
            {
                served.RemoveAll(task => task.IsCompleted);

                // On another thread: a peer whose messages have all arrived already would otherwise delay the next peer.
                served.Add(Task.Run(() => ServeAsync(connection), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (Exception failure)
        {
            HostLog.AcceptFailed(_logger, transport.Address, failure);
            _failedAddresses.Enqueue(transport.Address);
        }

        await Task.WhenAll(served).ConfigureAwait(false);
    }

    private async Task StopWhenIdleAsync(TimeSpan timeout)
    {
        if (await new IdleWatch(_peers, timeout).WaitAsync(_stopping.Token).ConfigureAwait(false))
        {
            HostLog.Idle(_logger, timeout);
            _ = StopAsync();
        }
    }

    private async Task StopOnceAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var transport in _transports)
        {
            await CloseAsync(transport, transport.Address).ConfigureAwait(false);
        }

        await (_sessions?.CloseAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        await Task.WhenAll(_peers.Close().Select(peer => peer.StopAsync())).ConfigureAwait(false);
        await CloseAsync(PeerCompanions, "").ConfigureAwait(false);
        _completed.TrySetResult();
    }

    // Null: the peer was rejected, and its connection is closed.
    private async ValueTask<Peer?> TryMakePeerAsync(ICommandConnection connection)
    {
        IAsyncDisposable? owner = null;
        try
        {
            var peer = PeerCompanions.MakePeer(connection, out owner);
            if (_peers.TryAdd(peer))
            {
                peer.Belongings.Own(owner);
                return peer;
            }

            HostLog.TooManyConnections(_logger, connection.Remote.Transport, connection.Remote.Address, _options.MaxConnections);
        }
        catch (Exception failure)
        {
            HostLog.NoCompanion(_logger, connection.Remote.Transport, connection.Remote.Address, failure);
        }

        await CloseAsync(connection, connection.Remote.Address).ConfigureAwait(false);
        await CloseAsync(owner, connection.Remote.Address).ConfigureAwait(false);
        return null;
    }

    // A connection that fails to close must not keep the others open or the host running.
    private async Task CloseAsync(IAsyncDisposable? link, string address)
    {
        try
        {
            if (link is not null)
            {
                await link.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            HostLog.CloseFailed(_logger, address, failure);
        }
    }
}
