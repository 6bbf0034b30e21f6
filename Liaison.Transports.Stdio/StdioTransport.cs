using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A transport over the process's standard streams. It accepts one connection and no more after it.</summary>
/// <remarks>
/// After binding, <see cref="Console.Out"/> writes to standard error, so that printed text cannot corrupt a message. On Linux the
/// programs that the application starts also write to standard error, and their standard input is empty. Both are restored when the
/// transport and its connection are disposed. The connection ends at the end of standard input. The peer that closed it may still
/// read (<see cref="PeerInfo.ReadsAfterEnd"/>). The standard streams can be used once in a process: a second transport without
/// <see cref="StdioOptions.Input"/> and <see cref="StdioOptions.Output"/> fails with a <see cref="BindException"/>.
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

    /// <summary>Creates a transport.</summary>
    /// <param name="options">The framing, the limits and the streams, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
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
                throw new BindException(Address, "The standard streams are taken by another StdioTransport. Use only one in a process, or set StdioOptions.Input and StdioOptions.Output.");
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

            // The process at the other ends of these streams has started this process, or is trusted by the process that did.
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

                // After a connection was accepted, the streams stay taken: its thread may still wait for input, and would take the
                // first bytes of the next connection.
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
