using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Proxies;
using Liaison.Resumption;
using Liaison.Sessions;
using Liaison.Transports;
using Liaison.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liaison.Client;

/// <summary>The front end's side of a connection: calls the commands of a host, reads its events, and can be called back. Thread-safe.</summary>
/// <remarks>
/// Calls that are made one after the other without waiting are sent in that order. A connection that is lost stays lost: every pending
/// and later call fails with the code <c>disconnected</c>, and <see cref="Completion"/> ends. Connect again.
/// </remarks>
public sealed class LiaisonClient : IContractCaller, IAsyncDisposable
{
    private readonly Peer _peer;
    private readonly RemotePeer _host;
    private readonly EventReader _events;
    private readonly CommandDispatcher _dispatcher;
    private readonly ContractChecks _checks;

    private LiaisonClient(ICommandConnection connection, ClientOptions options)
    {
        var json = JsonDefaults.Complete(options.Json, options.IncludeErrorDetails, CompanionJsonContext.Default, HiddenMembers.HideFromJson);
        _dispatcher = CommandDispatcher.ForCallbacks(json, options.MaxDepth, options.IncludeErrorDetails, options.MaxSequenceItems);
        _dispatcher.Commands.AddFrom(new ClientCommands());
        _dispatcher.Commands.AddFrom(new CallCommands());
        _events = new EventReader(json);
        _peer = new Peer(connection, SettingsOf(options));
        _host = new RemotePeer(_peer);
        _checks = new ContractChecks(_host, json);
        Completion = RunAsync();
    }

    /// <summary>The host.</summary>
    public PeerInfo Remote => _peer.Remote;

    /// <summary>The commands that the host can call. More can be added at any time.</summary>
    public CommandTable Commands => _dispatcher.Commands;

    /// <summary>Ends when the connection has ended, whoever closed it. It never fails.</summary>
    public Task Completion { get; }

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
        return new LiaisonClient(await connector.ConnectAsync(cancellationToken).ConfigureAwait(false), options);
    }

    /// <summary>An argument that stands for what a target at the host points at, e.g. <c>session.trials</c>. A plain string is never taken for one.</summary>
    public static Reference Ref(string target) => Reference.To(target);

    /// <inheritdoc/>
    public Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default) => _host.InvokeAsync<T>(command, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<T?> StreamAsync<T>(CommandCall command, CancellationToken cancellationToken = default) =>
        _host.StreamAsync<T>(command, cancellationToken);

    /// <inheritdoc/>
    public Task NotifyAsync(CommandCall command, CancellationToken cancellationToken = default) => _host.NotifyAsync(command, cancellationToken);

    /// <inheritdoc/>
    public CommandBatch CreateBatch() => _host.CreateBatch();

    /// <summary>
    /// The events of a topic, of <c>prefix.*</c>, or of <c>*</c>, from when the first is asked for until the loop is left. It fails with a
    /// <see cref="LiaisonException"/> when the connection ends.
    /// </summary>
    /// <typeparam name="T">What the events' values are read as.</typeparam>
    /// <param name="topic">What to subscribe to.</param>
    /// <param name="options">
    /// What becomes of events that are not read in time, at both ends; null takes the defaults. Of several loops over one topic the first
    /// one's are the host's.
    /// </param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public IAsyncEnumerable<TopicEvent<T>> SubscribeAsync<T>(string topic, SubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _events.ReadAsync<T>(_host, topic, options ?? new SubscriptionOptions(), cancellationToken);

    /// <summary>Closes the connection. What is pending fails.</summary>
    public async ValueTask DisposeAsync() => await _peer.StopAsync().ConfigureAwait(false);

    ContractChecks? IContractCaller.Checks => _checks;

    async IAsyncEnumerable<T?> IContractCaller.ReadEventsAsync<T>(string topic, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : default
    {
        await foreach (var one in SubscribeAsync<T>(topic, options: null, cancellationToken).ConfigureAwait(false))
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
        Logger = new SafeLogger((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Liaison.Client")),
        CallIdPrefix = "",
        EscapesReferences = true,
        KnowsProtocol = true,
        Attaches = options.Attachments,
        Secret = options.Token,
        OnPublication = _events.Receive,
    };

    private async Task RunAsync()
    {
        await _peer.RunAsync().ConfigureAwait(false);
        _events.End(CommandError.Of(ErrorCode.Disconnected, $"The connection to the host ({Remote.Transport} {Remote.Address}) has ended. Connect again."));
    }
}
