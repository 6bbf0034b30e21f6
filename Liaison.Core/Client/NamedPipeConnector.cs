using System.IO.Pipes;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>
/// Connects to the <c>NamedPipeTransport</c> of Liaison.Transports.Pipes, if a process of the same user serves the pipe.
/// </summary>
public sealed class NamedPipeConnector : ICommandConnector
{
    private readonly string _name;
    private readonly NamedPipeOptions _options;

    /// <summary>Creates a connector.</summary>
    /// <param name="name">The pipe's name, without <c>\\.\pipe\</c>.</param>
    /// <param name="options">The framing, the limits and the connect timeout; null for the defaults.</param>
    /// <exception cref="ArgumentException">The name is empty, or an option is out of range.</exception>
    public NamedPipeConnector(string name, NamedPipeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
        _options = (options ?? new NamedPipeOptions()).Validated();
    }

    /// <inheritdoc/>
    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        NamedPipeClientStream? pipe = null;
        try
        {
            // The current user's pipes only: another user could serve a pipe of the same name and would then receive the commands.
            pipe = new NamedPipeClientStream(".", _name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
            await pipe.ConnectAsync(_options.ConnectTimeout, cancellationToken).ConfigureAwait(false);
            return new StreamConnection(pipe, new PeerInfo("pipe", _name) { Credential = "os-user" }, _options);
        }
        catch (Exception e)
        {
            if (pipe is not null)
            {
                await pipe.DisposeAsync().ConfigureAwait(false);
            }

            if (e is TimeoutException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new IOException($"Nobody answers at the pipe {_name}: {e.Message} Start the host with `liaison pipe {_name}`, or check the name and who runs it.", e);
            }

            throw;
        }
    }
}
