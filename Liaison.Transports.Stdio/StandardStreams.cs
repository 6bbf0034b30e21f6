using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>The only connection of a back end that speaks over its standard streams.</summary>
internal sealed class StandardStreams(ICommandConnection connection, ChildProcess child) : ICommandConnection
{
    private volatile bool _isOver;

    public PeerInfo Remote => connection.Remote;

    /// <summary>Whose streams these are.</summary>
    public ChildProcess Child => child;

    /// <summary>Whether nothing will go over it any more.</summary>
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
            // Known before the client is, which may connect again before it has disposed this.
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
