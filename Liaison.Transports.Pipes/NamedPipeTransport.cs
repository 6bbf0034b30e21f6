using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Accepts peers on a named pipe. Only the user that runs the process can connect.</summary>
/// <remarks>
/// On systems without named pipes the transport uses a Unix socket, at the path that <see cref="System.IO.Pipes.NamedPipeClientStream"/>
/// connects to: <c>CoreFxPipe_</c> and the name in the temporary folder, or the name itself if it is a full path.
/// </remarks>
public sealed class NamedPipeTransport : ICommandTransport
{
    private readonly NamedPipeOptions _options;
    private ConnectionGate? _gate;
    private volatile bool _isDisposed;

    /// <summary>Creates a transport.</summary>
    /// <param name="name">The pipe's name, without <c>\\.\pipe\</c>.</param>
    /// <param name="options">The framing and the limits, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The name is empty, or an option is out of range.</exception>
    public NamedPipeTransport(string name, NamedPipeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Address = name;
        _options = (options ?? new NamedPipeOptions()).Validated();
    }

    /// <summary>The pipe's name, as the caller gave it.</summary>
    public string Address { get; }

    /// <inheritdoc/>
    public ValueTask BindAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // On other systems the framework's pipe server is not used: it takes over names in use, and lets all users connect to its
        // socket.
        IStreamListener listener = OperatingSystem.IsWindows()
            ? new NamedPipeListener(Address, Address)
            : new UnixSocketListener(SocketPath(), Address, _options.MaxConnections);
        _gate = new ConnectionGate(listener, new PeerInfo("pipe", Address) { Credential = PeerUser.Credential }, _options, _options.MaxConnections);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken) =>
        _gate?.AcceptAsync(cancellationToken) ?? throw new InvalidOperationException("Call BindAsync before AcceptAsync.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return _gate?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private string SocketPath()
    {
        if (Path.IsPathRooted(Address))
        {
            return Address;
        }

        return Address.Contains('/', StringComparison.Ordinal)
            ? throw new BindException(Address, $"{Address} cannot be the name of a pipe: it has a slash. Choose a name of letters, digits, dots and dashes.")
            : Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + Address);
    }
}
