using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Accepts peers on a Unix domain socket. Only the user that runs the process can connect.</summary>
/// <remarks>
/// The socket's file has mode 0600. A file that a dead process left behind is replaced. A socket in use, and any other kind of file, is
/// refused. The file is removed when the transport is disposed. On Windows the file has the rights of its folder, and peers are not
/// known to be the same user: prefer <see cref="NamedPipeTransport"/> there.
/// </remarks>
public sealed class UnixSocketTransport : ICommandTransport
{
    private readonly UnixSocketOptions _options;
    private ConnectionGate? _gate;
    private volatile bool _isDisposed;

    /// <summary>Creates a transport.</summary>
    /// <param name="path">The path of the socket's file, about 100 bytes at most.</param>
    /// <param name="options">The framing and the limits, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of range.</exception>
    public UnixSocketTransport(string path, UnixSocketOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Address = path;
        _options = (options ?? new UnixSocketOptions()).Validated();
    }

    /// <summary>The path of the socket's file, as the caller gave it.</summary>
    public string Address { get; }

    /// <inheritdoc/>
    public ValueTask BindAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var remote = new PeerInfo("unix", Address) { Credential = PeerUser.CredentialOfSockets };
        var listener = new UnixSocketListener(Address, Address, _options.MaxConnections);
        _gate = new ConnectionGate(listener, remote, _options, _options.MaxConnections);
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
}
