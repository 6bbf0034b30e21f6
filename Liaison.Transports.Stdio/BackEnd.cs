using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A back end that this process starts, and restarts if the options allow it. Thread-safe.</summary>
/// <remarks>As a connector it connects to the back end.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Whoever connects owns the connection, and disposes it.")]
internal sealed class BackEnd : ICommandConnector
{
    private const int TokenBytes = 32;

    private readonly Lock _gate = new();
    private readonly ProcessStartInfo _start;
    private readonly LiaisonProcessOptions _options;
    private readonly Queue<long> _restarts = new();
    private readonly IReadOnlyList<string> _subProtocols;
    private ChildProcess _child;
    private StandardStreams? _streams;
    private ChildProcess? _connected;
    private bool _isStopping;

    /// <summary>Starts the back end.</summary>
    /// <exception cref="IOException">The back end cannot be started.</exception>
    public BackEnd(ProcessStartInfo start, LiaisonProcessOptions options, IReadOnlyList<string> subProtocols)
    {
        (_start, _options, _subProtocols) = (start, options, subProtocols);
        Token = options.HasNoToken || options.IsLiaisonPy ? null : options.Token ?? options.Client?.Token ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        _child = ChildProcess.Start(start, Token, options);
    }

    /// <summary>The token that the back end expects, or null for none.</summary>
    public string? Token { get; }

    /// <summary>The current process, or the last one if it has ended.</summary>
    public ChildProcess Child
    {
        get
        {
            lock (_gate)
            {
                return _child;
            }
        }
    }

    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var child = await CurrentAsync(cancellationToken).ConfigureAwait(false);
        var ready = await ReadyAsync(child, cancellationToken).ConfigureAwait(false);
        if (ready.Address == ReadyMessage.StandardStreams)
        {
            return await OpenStreamsAsync(child, cancellationToken).ConfigureAwait(false);
        }

        var webSocket = new WebSocketConnectorOptions { Token = ready.Token ?? Token, SubProtocols = _subProtocols, MaxMessageBytes = _options.MaxMessageBytes };
        try
        {
            var connection = await CommandConnectors.ForAddress(ready.Address, webSocket, _options).ConnectAsync(cancellationToken).ConfigureAwait(false);
            _connected = child;
            return connection;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new IOException(child.Describe($"cannot be connected to. {e.Message}"), e);
        }
    }

    /// <summary>Stops the back end, which first finishes and answers its running calls. Returns its exit code.</summary>
    /// <remarks>The back end is killed if it does not end in time.</remarks>
    public Task<int> StopAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
            return _child.StopAsync();
        }
    }

    // Returns the running process. If it has ended and may be restarted, starts a new one.
    private async Task<ChildProcess> CurrentAsync(CancellationToken cancellationToken)
    {
        var child = Child;
        if (_streams is { IsOver: true } streams && streams.Child == child)
        {
            // Its only connection has ended, so the process is no longer useful.
            await child.StopAsync().ConfigureAwait(false);
        }
        else if (_connected == child)
        {
            await Task.WhenAny(child.Exited, Task.Delay(_options.EndGrace, cancellationToken)).ConfigureAwait(false);
        }

        bool mayRestart;
        lock (_gate)
        {
            if (_isStopping)
            {
                throw new HostGoneException("The back end was stopped. Start another one.");
            }

            mayRestart = MayRestart();
            if (!_child.Exited.IsCompleted)
            {
                return _child;
            }

            if (mayRestart)
            {
                _restarts.Enqueue(Stopwatch.GetTimestamp());
                return _child = ChildProcess.Start(_start, Token, _options);
            }
        }

        throw new HostGoneException(await child.DescribeEndAsync().ConfigureAwait(false));
    }

    private async Task<ReadyMessage> ReadyAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        try
        {
            return await child.Ready.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            lock (_gate)
            {
                throw MayRestart() && !_isStopping ? new IOException(e.Message, e) : new HostGoneException(e.Message, e);
            }
        }
    }

    private async Task<ICommandConnection> OpenStreamsAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        if (_streams is { } taken && taken.Child == child)
        {
            throw new HostGoneException(
                "A back end that speaks over its standard streams has only one connection, and that connection has ended. Let it serve a pipe, a Unix socket or a WebSocket.");
        }

        var remote = new PeerInfo("stdio", $"{_start.FileName} (process {child.Id})");
        var connection = new StreamConnection(await child.Output.WaitAsync(cancellationToken).ConfigureAwait(false), child.Input, remote, _options);
        return _streams = new StandardStreams(connection, child);
    }

    // The caller holds the lock.
    private bool MayRestart()
    {
        if (_options.Restart is not { } restart)
        {
            return false;
        }

        while (_restarts.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest) > restart.Period)
        {
            _restarts.Dequeue();
        }

        return _restarts.Count < restart.MaxRestarts;
    }
}
