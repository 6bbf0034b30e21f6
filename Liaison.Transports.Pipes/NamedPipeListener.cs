using System.IO.Pipes;
using System.Net.Sockets;

namespace Liaison.Transports;

/// <summary>Listens on a Windows named pipe. Only the user that runs the process can connect.</summary>
internal sealed class NamedPipeListener : IStreamListener
{
    private readonly Lock _lock = new();
    private readonly string _name;
    private NamedPipeServerStream? _next;
    private bool _isDisposed;

    /// <summary>Creates the pipe.</summary>
    /// <exception cref="BindException">The name is taken or not allowed.</exception>
    public NamedPipeListener(string name, string address)
    {
        _name = name;
        try
        {
            _next = Create(PipeOptions.FirstPipeInstance);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BindException(address, $"The pipe {address} is taken: a process listens there. Stop it, or choose another name.", e);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new BindException(address, $"{address} cannot be the name of a pipe: {e.Message}. Choose a name of letters, digits, dots and dashes.", e);
        }
    }

    public async ValueTask<Stream?> AcceptAsync(CancellationToken cancellationToken)
    {
        while (Next() is { } pipe)
        {
            try
            {
                await pipe.WaitForConnectionAsync(cancellationToken).ConfigureAwait(false);

                // The next instance is created before this one is returned, so that clients always find an instance to connect to.
                Replace(pipe);
                return pipe;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                // Either the listener was disposed (a pipe that has just begun to accept reports this as aborted), or the peer left
                // before it was accepted.
                Replace(pipe);
                await pipe.DisposeAsync().ConfigureAwait(false);
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        NamedPipeServerStream? pipe;
        lock (_lock)
        {
            (_isDisposed, pipe, _next) = (true, _next, null);
        }

        if (pipe is not null)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
        }
    }

    private NamedPipeServerStream? Next()
    {
        lock (_lock)
        {
            return _next;
        }
    }

    private void Replace(NamedPipeServerStream pipe)
    {
        lock (_lock)
        {
            if (!_isDisposed && ReferenceEquals(_next, pipe))
            {
                _next = Create(PipeOptions.None);
            }
        }
    }

    private NamedPipeServerStream Create(PipeOptions options) => new(
        _name,
        PipeDirection.InOut,
        NamedPipeServerStream.MaxAllowedServerInstances,
        PipeTransmissionMode.Byte,
        PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly | options);
}
