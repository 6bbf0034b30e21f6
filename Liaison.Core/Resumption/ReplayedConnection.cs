using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Resumption;

/// <summary>A connection whose first message was already read, and is returned again by the first receive.</summary>
internal sealed class ReplayedConnection(ICommandConnection connection, Frame first) : ICommandConnection
{
    private Frame? _first = first;

    public PeerInfo Remote => connection.Remote;

    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_first is not { } first)
        {
            return connection.ReceiveAsync(cancellationToken);
        }

        _first = null;
        return new ValueTask<Frame?>(first);
    }

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) => connection.SendAsync(frames, cancellationToken);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
