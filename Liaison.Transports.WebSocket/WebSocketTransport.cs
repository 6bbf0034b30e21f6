using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liaison.Transports;

/// <summary>Peers that connect over WebSocket (RFC 6455), to a server of the transport's own.</summary>
/// <remarks>
/// Loopback only and with a token, unless the options say otherwise. What is not let in is refused before the upgrade, with 421
/// (host), 403 (origin), 401 (token), 426 (not a WebSocket), 404 (path) or 503 (too many), and one warning in the log. Where pages are
/// served (<see cref="WebSocketTransportOptions.StaticFiles"/>), requests that ask for no upgrade are answered with them, after the check of the host.
/// Disposing stops the listening at once; the rest of the server goes when the last accepted connection is disposed.
/// </remarks>
public sealed class WebSocketTransport : ICommandTransport
{
    /// <summary>How long the answers to the last requests may take to leave once no connection is open any more.</summary>
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

    /// <summary>Makes the transport; nothing is bound yet.</summary>
    /// <param name="address">
    /// <c>host:port</c>, or <c>host:port/path</c> to serve that path alone. The host is <c>localhost</c>, which is 127.0.0.1 and ::1, or
    /// an IP address. Port 0 takes any that is free.
    /// </param>
    /// <param name="options">Who may connect, and the limits; the defaults where null.</param>
    /// <exception cref="ArgumentException">One of the options is malformed or out of range.</exception>
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

    /// <summary>The token that peers have to present: the one of the options or a generated one; null where none is wanted. To be told, never logged.</summary>
    public string? Token => _endpoint.Token;

    /// <summary>
    /// Makes a link to a page that this server serves, with a secret in the link's fragment that lets one browser in, one time: the page's
    /// <c>login()</c> of <c>/liaison-login.js</c> exchanges the secret for a cookie. Safe from any thread, once the transport is bound.
    /// </summary>
    /// <param name="path">The page, with or without a query.</param>
    /// <returns>
    /// An address for the user's browser, good for <see cref="WebSocketTransportOptions.PageLinkLifetime"/>. To be told, never logged nor
    /// put on a command line, where other users of the machine can read it. Where no token is wanted, it has no secret.
    /// </returns>
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

        // Waited for only where nobody else has to act first: the host may well dispose its connections after this.
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
            { AnyLocalProcess: true } => $"{nameof(WebSocketTransportOptions.AnyLocalProcess)} is for loopback addresses. Leave it off, so that a token is wanted",
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
        SocketError.AddressAlreadyInUse => $"{Address} is taken. Stop whoever listens there, or choose another port, or port 0 for one that is free.",
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

    /// <summary>Leaves the connection to <see cref="AcceptAsync"/>, and keeps its request open for as long as it lives.</summary>
    private Task HandOverAsync(ServedConnection connection, CancellationToken aborted) =>
        // There is room for as many as may be open, so this fails only once the transport is being disposed.
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
