using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>The process's standard streams as one connection: after it, there are no more.</summary>
/// <remarks>
/// From binding on, <see cref="Console.Out"/> writes to standard error, so that what the application prints cannot corrupt a message, and
/// on Linux so do the programs that the application starts, which then have nothing to read; both are
/// restored once the transport and its connection are both disposed. The connection ends at the end of standard input; whoever
/// closed it may go on reading (<see cref="PeerInfo.ReadsAfterEnd"/>).
/// </remarks>
public sealed class StdioTransport : ICommandTransport
{
    private const string Name = "stdio";

    private static int _processStreamsTaken;

    private readonly StdioOptions _options;
    private readonly Lock _lock = new();
    private ConsoleOutRedirection? _redirection;
    private Stream? _input;
    private Stream? _output;
    private bool _holdsProcessStreams;
    private bool _isBound;
    private bool _isAccepted;
    private bool _isDisposed;

    /// <summary>Makes a transport.</summary>
    /// <param name="options">The framing, the limits and the streams, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of what it may be.</exception>
    public StdioTransport(StdioOptions? options = null)
    {
        _options = options ?? new StdioOptions();
        _options.Validated();
    }

    /// <inheritdoc/>
    public string Address => Name;

    /// <inheritdoc/>
    public ValueTask BindAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var usesProcess = _options.Input is null || _options.Output is null;
            if (usesProcess && Interlocked.Exchange(ref _processStreamsTaken, 1) != 0)
            {
                throw new BindException(Address, "The standard streams are taken by another StdioTransport. Use one in a process, or set its Input and Output.");
            }

            _holdsProcessStreams = usesProcess;
            _input = _options.Input ?? Console.OpenStandardInput();
            _output = _options.Output ?? Console.OpenStandardOutput();
            _redirection = _options.Output is null ? new ConsoleOutRedirection { Children = ChildStreams.Replace(_options.Input is null) } : null;
            _isBound = true;
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_isAccepted || _isDisposed)
            {
                return ValueTask.FromResult<ICommandConnection?>(null);
            }

            if (!_isBound)
            {
                throw new InvalidOperationException("Call BindAsync before AcceptAsync.");
            }

            _isAccepted = true;
            var input = new BlockingInput(_input!);
            var output = new BlockingOutput(_output!);

            // Whoever holds the other ends of these streams has started this process, or is trusted by who did.
            var remote = new PeerInfo(Name, Address) { Credential = "parent", ReadsAfterEnd = true };
            var connection = new StreamConnection(input, output, remote, _options);
            _redirection?.Hold();
            return ValueTask.FromResult<ICommandConnection?>(new LeasedConnection(connection, () => _redirection?.Release()));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isBound && !_isDisposed)
            {
                _redirection?.Release();

                // After a connection they stay taken: its thread may still wait for input, and would swallow another's first bytes.
                if (_holdsProcessStreams && !_isAccepted)
                {
                    (_options.Input is null ? _input : null)?.Dispose();
                    (_options.Output is null ? _output : null)?.Dispose();
                    Interlocked.Exchange(ref _processStreamsTaken, 0);
                }
            }

            _isDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
