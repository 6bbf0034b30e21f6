using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>The only connection of a back end that speaks over its standard streams.</summary>
internal sealed class StandardStreams(ICommandConnection connection, ChildProcess child) : ICommandConnection
{
    private volatile bool _isOver;

    public PeerInfo Remote => connection.Remote;

    /// <summary>The process that these streams belong to.</summary>
    public ChildProcess Child => child;

    /// <summary>Whether the connection has ended, so that no more messages can pass.</summary>
    public bool IsOver => _isOver;

    public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        Frame? frame = null;
        try
        {
            frame = await connection.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            return frame;
        }
        finally
        {
            // Set before the client sees the end: the client may connect again before it has disposed this connection.
            _isOver |= frame is null;
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) => connection.SendAsync(frames, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _isOver = true;
        return connection.DisposeAsync();
    }
}
