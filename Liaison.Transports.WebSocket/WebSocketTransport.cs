using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liaison.Transports;

/// <summary>Accepts peers over WebSocket (RFC 6455). The transport runs its own server.</summary>
/// <remarks>
/// It listens on loopback only and requires a token, unless the options say otherwise. Other requests are refused before the
/// upgrade, with one warning in the log: 421 (host), 403 (origin), 401 (token), 426 (not a WebSocket), 404 (path) or 503 (too
/// many). If pages are served (<see cref="WebSocketTransportOptions.StaticFiles"/>), requests without an upgrade get pages, after
/// the host was checked. Disposing stops listening at once. The rest of the server stops when the last accepted connection is
/// disposed.
/// </remarks>
public sealed class WebSocketTransport : ICommandTransport
{
    /// <summary>How long the last responses may take to be sent after no connection is open any more.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1);

    private readonly WebSocketTransportOptions _options;
    private readonly WebSocketEndpoint _endpoint;
    private readonly PageServer? _pages;
    private readonly Channel<ServedConnection> _arrivals;
    private readonly Lock _gate = new();
    private ListenSockets? _sockets;
    private KestrelListener? _listener;
    private string? _path;
    private bool _disposing;

    /// <summary>Creates the transport. It binds nothing yet.</summary>
    /// <param name="address">
    /// <c>host:port</c>, or <c>host:port/path</c> to serve only that path. The host is an IP address, or <c>localhost</c> for
    /// 127.0.0.1 and ::1. Port 0 uses any free port.
    /// </param>
    /// <param name="options">Which peers may connect, and the limits; null uses the defaults.</param>
    /// <exception cref="ArgumentException">An option is malformed or out of range.</exception>
    public WebSocketTransport(string address, WebSocketTransportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        _options = options ?? new WebSocketTransportOptions();
        Address = address;
        _pages = PageServer.Create(_options);
        _endpoint = new WebSocketEndpoint(_options, _options.LoggerFactory ?? NullLoggerFactory.Instance, HandOverAsync, _pages?.Access);
        _arrivals = Channel.CreateBounded<ServedConnection>(_options.MaxConnections);
    }

    /// <inheritdoc/>
    public string Address { get; private set; }

    /// <summary>
    /// The token that peers must present, from the options or generated; null if none is needed. Pass it to the peers, but never
    /// log it.
    /// </summary>
    public string? Token => _endpoint.Token;

    /// <summary>Creates a link to a page of this server. Thread-safe, after the transport is bound.</summary>
    /// <param name="path">The page, with or without a query.</param>
    /// <returns>
    /// An address for the user's browser, valid for <see cref="WebSocketTransportOptions.PageLinkLifetime"/>. If no token is
    /// needed, it has no secret.
    /// </returns>
    /// <remarks>
    /// The link admits one browser, once. The link's fragment contains a secret, which the page's <c>login()</c> of
    /// <c>/liaison-login.js</c> exchanges for a cookie. Never log the link, and do not put it on a command line, where other users
    /// of the machine can read it.
    /// </remarks>
    /// <exception cref="ArgumentException">The path does not begin with one slash, or has a fragment.</exception>
    /// <exception cref="InvalidOperationException">The transport serves no pages, or is not bound.</exception>
    public Uri CreateLink(string path = "/")
    {
        if (_pages is null)
        {
            throw new InvalidOperationException($"No pages are served. Set {nameof(WebSocketTransportOptions.StaticFiles)} or {nameof(WebSocketTransportOptions.Console)} of {nameof(WebSocketTransportOptions)}.");
        }

        lock (_gate)
        {
            return _sockets is null
                ? throw new InvalidOperationException($"The transport is not bound, so that its port is not known. Call {nameof(BindAsync)}, or start the host, before.")
                : _pages.CreateLink(ListenAddress.Parse(Address), _sockets.Port, isTls: _options.Certificate is not null, path);
        }
    }

    /// <inheritdoc/>
    public async ValueTask BindAsync(CancellationToken cancellationToken)
    {
        var address = ListenAddress.Parse(Address);
        CheckAllowed(address);
        var listener = Listen(address, out var port);
        try
        {
            await listener.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new BindException(Address, $"Cannot listen on {Address}: {exception.Message}. Choose another address or port.", exception);
        }

        Address = address.WithPort(port);
    }

    /// <inheritdoc/>
    public async ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
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
        lock (_gate)
        {
            if (_disposing)
            {
                return;
            }

            _disposing = true;
        }

        _sockets?.Dispose();
        _arrivals.Writer.Complete();
        while (_arrivals.Reader.TryRead(out var unwanted))
        {
            await unwanted.DisposeAsync().ConfigureAwait(false);
        }

        // Awaited only if no connection is open: the host may dispose its connections only after this returns.
        var idle = _endpoint.Slots.CloseAsync();
        var stopped = StopServerAsync(idle);
        if (idle.IsCompleted)
        {
            await stopped.ConfigureAwait(false);
        }
    }

    private void CheckAllowed(ListenAddress address)
    {
        if (address.IsLoopback)
        {
            return;
        }

        var fix = _options switch
        {
            { AllowRemote: false } => $"other machines could reach it. Listen on localhost, or set {nameof(WebSocketTransportOptions.AllowRemote)}",
            { AnyLocalProcess: true } => $"{nameof(WebSocketTransportOptions.AnyLocalProcess)} is for loopback addresses. Turn it off, so that a token is required",
            { Certificate: null, AllowPlaintext: false } =>
                $"other machines need TLS. Give a {nameof(WebSocketTransportOptions.Certificate)}, or set {nameof(WebSocketTransportOptions.AllowPlaintext)}",
            _ => null,
        };
        if (fix is not null)
        {
            throw new BindException(Address, $"Will not listen on {Address}, since {fix}.");
        }
    }

    private KestrelListener Listen(ListenAddress address, out int port)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposing, this);
            try
            {
                _sockets = ListenSockets.Open(address);
            }
            catch (SocketException exception)
            {
                throw new BindException(Address, Explain(exception), exception);
            }

            _path = address.Path;
            _listener = new KestrelListener(_sockets, _options, _options.LoggerFactory ?? NullLoggerFactory.Instance, AnswerAsync);
            port = _sockets.Port;
            return _listener;
        }
    }

    private string Explain(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"{Address} is taken. Stop the process that listens there, or choose another port, or port 0 for any free port.",
        SocketError.AccessDenied => $"The system does not let this process listen on {Address}. Choose a port from 1024 up.",
        SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported =>
            $"{Address} is not an address of this machine. Use localhost, or an address that one of its network interfaces has.",
        _ => $"Cannot listen on {Address}: {exception.Message}. Choose another address or port.",
    };

    private Task AnswerAsync(HttpContext context)
    {
        if (_pages is not null && context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
        {
            return AnswerPageAsync(_pages, context);
        }

        return _path is null || context.Request.Path.Value == _path
            ? _endpoint.InvokeAsync(context)
            : _endpoint.RefuseAsync(context, new Refusal(StatusCodes.Status404NotFound, "Nothing is served at this path."));
    }

    private async Task AnswerPageAsync(PageServer pages, HttpContext context)
    {
        if ((_endpoint.CheckHost(context) ?? await pages.AnswerAsync(context, _path ?? "/").ConfigureAwait(false)) is { } refusal)
        {
            await _endpoint.RefuseAsync(context, refusal).ConfigureAwait(false);
        }
    }

    /// <summary>Passes the connection to <see cref="AcceptAsync"/>, and keeps its request open while the connection lives.</summary>
    private Task HandOverAsync(ServedConnection connection, CancellationToken aborted) =>
        // The channel has room for every allowed connection, so this fails only when the transport is disposed.
        _arrivals.Writer.TryWrite(connection) ? connection.Disposed : Task.CompletedTask;

    private async Task StopServerAsync(Task idle)
    {
        if (_listener is not { } listener)
        {
            return;
        }

        using var grace = new CancellationTokenSource();
        var stopped = listener.StopAsync(grace.Token);
        await idle.ConfigureAwait(false);
        grace.CancelAfter(StopGrace);
        await stopped.ConfigureAwait(false);
        await listener.DisposeAsync().ConfigureAwait(false);
    }
}
