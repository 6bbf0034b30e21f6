using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tests.Resumption;

/// <summary>A link that is cut after so many frames: what is sent after that is lost without a word, as with a cable.</summary>
internal sealed class CutConnection(ICommandConnection connection, int frames) : ICommandConnection
{
    private int _count;

    public PeerInfo Remote => connection.Remote;

    public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var frame = await connection.ReceiveAsync(cancellationToken);
        if (!IsCut(1))
        {
            return frame;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        for (var i = 0; i < frames.Length; i++)
        {
            if (IsCut(1))
            {
                await connection.DisposeAsync();
                return;
            }

            await connection.SendAsync(frames.Slice(i, 1), cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private bool IsCut(int more) => frames > 0 && Interlocked.Add(ref _count, more) > frames;
}
