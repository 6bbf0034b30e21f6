using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Companions.Exposure;
using Liaison.Messages;
using Liaison.Proxies;
using Liaison.Resumption;
using Liaison.Sessions;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.CallsOut;
using Liaison.Sessions.Sending;
using Liaison.Transports;
using Liaison.Values;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liaison.Client;

/// <summary>The front end's side of a connection: calls the commands of a host, reads its events, and can be called back. Thread-safe.</summary>
/// <remarks>
/// Calls that are made one after the other without waiting are sent in that order. A connection that is lost stays lost: every pending
/// and later call fails with the code <c>disconnected</c>, and <see cref="Completion"/> ends. With <see cref="ClientOptions.Reconnect"/> the
/// client connects again instead: what was sent and not answered fails with <c>connection_lost</c>, what is called meanwhile waits, and
/// subscriptions go on.
/// </remarks>
public sealed class LiaisonClient : IContractCaller, IAsyncDisposable
{
    private readonly EventReader _events;
    private readonly CommandDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly ClientStatus _status;
    private readonly HostLink _link;

    // One of the two: the host over the only connection, or over one after the other.
    private readonly RemotePeer? _host;
    private readonly LastingCaller? _lasting;

    private LiaisonClient(ICommandConnection connection, ICommandConnector connector, ClientOptions options)
    {
        var json = JsonDefaults.Complete(options.Json, options.IncludeErrorDetails, CompanionJsonContext.Default, HiddenMembers.HideFromJson);
        _dispatcher = CommandDispatcher.ForCallbacks(json, options.MaxDepth, options.IncludeErrorDetails, options.MaxSequenceItems, options.MaxCollectedBytes);
        _dispatcher.Commands.AddFrom(new ClientCommands());
        _dispatcher.Commands.AddFrom(new CallCommands());
        _logger = new SafeLogger((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Liaison.Client"));
        _events = new EventReader(json, lasts: options.Reconnect is not null);
        _status = new ClientStatus(Raise);
        var settings = SettingsOf(options);
        _link = new HostLink(connection, connector, options, made => new ClientSession(new Peer(made, settings), json), _events, _status);
        (_host, _lasting) = options.Reconnect is null ? (_link.Last.Host, null) : ((RemotePeer?)null, new LastingCaller(_link));
    }

    /// <summary>
    /// Is told of each change of the state, one after the other and in order. It must not wait, as the client connects on the same thread;
    /// what it throws is logged.
    /// </summary>
    public event EventHandler<ClientStateChange>? StateChanged;

    /// <summary>The host; while there is no connection, that of the last one.</summary>
    public PeerInfo Remote => _link.Last.Peer.Remote;

    /// <summary>What the client is doing.</summary>
    public ClientState State => _status.State;

    /// <summary>The commands that the host can call. More can be added at any time.</summary>
    public CommandTable Commands => _dispatcher.Commands;

    /// <summary>The bytes of streams that came and that nobody has read yet.</summary>
    internal long HeldStreamBytes => _link.Last.Peer.Caller.Streams.Held;

    /// <summary>Ends when there is no connection any more, and will be none, whoever closed it. It never fails.</summary>
    public Task Completion => _link.Completion;

    /// <summary>Connects to a host by its address.</summary>
    /// <param name="address"><c>ws://host:port</c>, <c>wss://host:port</c>, <c>pipe:name</c> or <c>unix:/path</c>.</param>
    /// <param name="options">What to do differently; null takes the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">The address is none of these, or an option is out of its range.</exception>
    /// <exception cref="IOException">Nobody answers there, or the connection was refused.</exception>
    public static Task<LiaisonClient> ConnectAsync(string address, ClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ClientOptions();
        options.Validate();
        var webSocket = new WebSocketConnectorOptions { Token = options.Token, SubProtocols = [options.Protocol.Name] };
        return ConnectAsync(CommandConnectors.ForAddress(address, webSocket), options, cancellationToken);
    }

    /// <summary>Connects to a host.</summary>
    /// <param name="connector">What connects.</param>
    /// <param name="options">What to do differently; null takes the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">Nobody answers there, or the connection was refused.</exception>
    public static async Task<LiaisonClient> ConnectAsync(ICommandConnector connector, ClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connector);
        options ??= new ClientOptions();
        options.Validate();
        connector = options.Resume is { } resume ? new ResumingConnector(connector, resume) : connector;
        return new LiaisonClient(await HostLink.ConnectAsync(connector, options.Reconnect, cancellationToken).ConfigureAwait(false), connector, options);
    }

    /// <summary>An argument that stands for what a target at the host points at, e.g. <c>session.trials</c>. A plain string is never taken for one.</summary>
    public static Reference Ref(string target) => Reference.To(target);

    /// <inheritdoc/>
    public Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default) =>
        _host is { } host ? host.InvokeAsync<T>(command, cancellationToken) : _lasting!.InvokeAsync<T>(command, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<T?> StreamAsync<T>(CommandCall command, CancellationToken cancellationToken = default) =>
        _host is { } host ? host.StreamAsync<T>(command, cancellationToken) : _lasting!.StreamAsync<T>(command, cancellationToken);

    /// <inheritdoc/>
    public Task NotifyAsync(CommandCall command, CancellationToken cancellationToken = default) =>
        _host is { } host ? host.NotifyAsync(command, cancellationToken) : _lasting!.NotifyAsync(command, cancellationToken);

    /// <inheritdoc/>
    public CommandBatch CreateBatch() => _host is { } host ? host.CreateBatch() : _lasting!.CreateBatch();

    /// <summary>Ends when the state is this one, even if that is only for a moment; at once where it is.</summary>
    /// <exception cref="LiaisonException">The client is closed, or was closed while this waited for another state.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public Task WaitForStateAsync(ClientState state, CancellationToken cancellationToken = default) => _status.WaitAsync(state, cancellationToken);

    /// <summary>
    /// The events of a topic, of <c>prefix.*</c>, or of <c>*</c>, from when the first is asked for until the loop is left. It fails with a
    /// <see cref="LiaisonException"/> when the connection ends. With <see cref="ClientOptions.Reconnect"/> it goes on over the next connection;
    /// what was published meanwhile is missed.
    /// </summary>
    /// <typeparam name="T">What the events' values are read as.</typeparam>
    /// <param name="topic">What to subscribe to.</param>
    /// <param name="options">
    /// What becomes of events that are not read in time, at both ends; null takes the defaults. Of several loops over one topic the first
    /// one's are the host's.
    /// </param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public IAsyncEnumerable<TopicEvent<T>> SubscribeAsync<T>(string topic, SubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _events.ReadAsync<T>(topic, options ?? new SubscriptionOptions(), contract: null, cancellationToken);

    /// <summary>Closes the connection. What is pending fails.</summary>
    public async ValueTask DisposeAsync() => await _link.CloseAsync().ConfigureAwait(false);

    ContractChecks? IContractCaller.Checks => _lasting is null ? _link.Last.Checks : null;

    async IAsyncEnumerable<T?> IContractCaller.ReadEventsAsync<T>(
        GeneratedContract contract, string topic, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : default
    {
        // Over the only connection the host has agreed before.
        var unasked = _lasting is null ? null : contract;
        await foreach (var one in _events.ReadAsync<T>(topic, new SubscriptionOptions(), unasked, cancellationToken).ConfigureAwait(false))
        {
            yield return one.Value;
        }
    }

    private PeerSettings SettingsOf(ClientOptions options) => new()
    {
        Dispatcher = _dispatcher,
        Protocols = [options.Protocol],
        Options = options,
        Lanes = new Lanes(options.Execution),
        Logger = _logger,
        Left = options.Reconnect is null ? SessionErrors.Left : SessionErrors.Lost,
        CallIdPrefix = "",
        EscapesReferences = true,
        KnowsProtocol = true,
        Attaches = options.Attachments,
        Streams = options.Streams,
        Secret = options.Token,
        OnPublication = _events.Receive,
    };

    private void Raise(ClientStateChange change)
    {
        try
        {
            StateChanged?.Invoke(this, change);
        }
        catch (Exception failure)
        {
            ClientLog.ListenerFailed(_logger, change.State, failure);
        }
    }
}
