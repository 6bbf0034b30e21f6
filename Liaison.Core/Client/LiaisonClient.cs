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

/// <summary>A client of a host: calls its commands, reads its events, and can be called back. Thread-safe.</summary>
/// <remarks>
/// <para>Calls are sent in the order in which they are made, even if the caller does not await them.</para>
/// <para>
/// A lost connection ends the client: every pending and later call fails, in most cases with the code <c>disconnected</c>, and
/// <see cref="Completion"/> completes. With <see cref="ClientOptions.Reconnect"/> the client reconnects instead. Calls that were sent but
/// not answered then fail with <c>connection_lost</c>, new calls wait for the next connection, and subscriptions continue.
/// </para>
/// </remarks>
public sealed class LiaisonClient : IContractCaller, IAsyncDisposable
{
    private readonly EventReader _events;
    private readonly CommandDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly ClientStatus _status;
    private readonly HostLink _link;

    // Exactly one of the two is set: the host of the only connection, or the caller over one connection after the other.
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

    /// <summary>Raised for each change of <see cref="State"/>, one after the other and in order.</summary>
    /// <remarks>A handler must not block, since the client connects on the same thread. An exception of a handler is logged.</remarks>
    public event EventHandler<ClientStateChange>? StateChanged;

    /// <summary>The host. Without a connection, the host of the last connection.</summary>
    public PeerInfo Remote => _link.Last.Peer.Remote;

    /// <summary>The state of the connection.</summary>
    public ClientState State => _status.State;

    /// <summary>The commands that the host can call. Commands can be added at any time.</summary>
    public CommandTable Commands => _dispatcher.Commands;

    /// <summary>The bytes of streams that have arrived and are not read yet.</summary>
    internal long HeldStreamBytes => _link.Last.Peer.Caller.Streams.Held;

    /// <summary>Completes when there is no connection and there will be no other, whichever side closed it. Never fails.</summary>
    public Task Completion => _link.Completion;

    /// <summary>Connects to a host by its address.</summary>
    /// <param name="address"><c>ws://host:port</c>, <c>wss://host:port</c>, <c>pipe:name</c> or <c>unix:/path</c>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="ArgumentException">The address has none of these forms, or an option is out of range.</exception>
    /// <exception cref="IOException">No host answers at the address, or it refused the connection.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public static Task<LiaisonClient> ConnectAsync(string address, ClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ClientOptions();
        options.Validate();
        var webSocket = new WebSocketConnectorOptions { Token = options.Token, SubProtocols = [options.Protocol.Name] };
        return ConnectAsync(CommandConnectors.ForAddress(address, webSocket), options, cancellationToken);
    }

    /// <summary>Connects to a host.</summary>
    /// <param name="connector">Opens the connection.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">No host answers, or it refused the connection.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public static async Task<LiaisonClient> ConnectAsync(ICommandConnector connector, ClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connector);
        options ??= new ClientOptions();
        options.Validate();
        connector = options.Resume is { } resume ? new ResumingConnector(connector, resume) : connector;
        return new LiaisonClient(await HostLink.ConnectAsync(connector, options.Reconnect, cancellationToken).ConfigureAwait(false), connector, options);
    }

    /// <summary>
    /// Creates an argument that refers to a target at the host, e.g. <c>session.trials</c>. A plain string is never read as a target.
    /// </summary>
    /// <exception cref="ArgumentException">The target is empty, or starts with <c>$</c>.</exception>
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

    /// <summary>Completes when the client has this state, even if only for a moment; at once if it has the state already.</summary>
    /// <exception cref="LiaisonException">The client is closed, or was closed while this method waited for another state.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public Task WaitForStateAsync(ClientState state, CancellationToken cancellationToken = default) => _status.WaitAsync(state, cancellationToken);

    /// <summary>The events of a topic, from the first read until the loop is left.</summary>
    /// <remarks>
    /// The loop fails with a <see cref="LiaisonException"/> when the connection ends. With <see cref="ClientOptions.Reconnect"/> it
    /// continues over the next connection; events that were published in between are missed. The first read throws an
    /// <see cref="ArgumentException"/> if the topic or an option is not valid, and a <see cref="LiaisonException"/> if the host refuses.
    /// Later reads throw a <see cref="LiaisonException"/> with the code <c>busy</c> for <see cref="Overflow.Disconnect"/>, and an
    /// <see cref="InvalidCastException"/> if a value cannot be read as <typeparamref name="T"/>.
    /// </remarks>
    /// <typeparam name="T">The type that the events' values are read as.</typeparam>
    /// <param name="topic">The topic, or a pattern: <c>prefix.*</c>, or <c>*</c> for all topics.</param>
    /// <param name="options">
    /// How both ends handle events that are not read in time; null for the defaults. If several loops read one topic, the host uses
    /// the options of the first loop.
    /// </param>
    /// <param name="cancellationToken">Ends the loop with an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerable<TopicEvent<T>> SubscribeAsync<T>(string topic, SubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _events.ReadAsync<T>(topic, options ?? new SubscriptionOptions(), contract: null, cancellationToken);

    /// <summary>
    /// Closes the connection, and waits up to <see cref="SessionOptions.DrainTimeout"/> for commands that the host called. Pending calls
    /// fail with the code <c>disconnected</c>, or <c>connection_lost</c> with <see cref="ClientOptions.Reconnect"/>; calls that wait for
    /// a connection fail with <c>closed</c>.
    /// </summary>
    public async ValueTask DisposeAsync() => await _link.CloseAsync().ConfigureAwait(false);

    ContractChecks? IContractCaller.Checks => _lasting is null ? _link.Last.Checks : null;

    async IAsyncEnumerable<T?> IContractCaller.ReadEventsAsync<T>(
        GeneratedContract contract, string topic, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : default
    {
        // With a single connection, the host has already accepted the contract.
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
