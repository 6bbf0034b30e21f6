using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>The connection over standard streams. Until it is disposed, a stray <see cref="Console.WriteLine()"/> would corrupt it.</summary>
internal sealed class StdioConnection(ICommandConnection connection, ConsoleOutRedirection? redirection) : ICommandConnection
{
    private int _isDisposed;

    public PeerInfo Remote => connection.Remote;

    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => connection.ReceiveAsync(cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) =>
        connection.SendAsync(frames, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            redirection?.Release();
        }
    }
}
