using System.Threading.Channels;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>One end of a pair of queues.</summary>
internal sealed class InMemoryConnection : ICommandConnection
{
    private readonly Channel<Frame> _incoming;
    private readonly Channel<Frame> _outgoing;
    private readonly int _maxMessageBytes;
    private bool _isEnded;
    private volatile bool _isDisposed;

    private InMemoryConnection(Channel<Frame> incoming, Channel<Frame> outgoing, PeerInfo remote, InMemoryOptions options)
    {
        (_incoming, _outgoing, Remote) = (incoming, outgoing, remote);
        _maxMessageBytes = options.MaxMessageBytes;
    }

    public PeerInfo Remote { get; }

    /// <summary>Creates the two ends of a connection.</summary>
    public static (InMemoryConnection Host, InMemoryConnection Peer) CreatePair(string address, InMemoryOptions options)
    {
        var limits = new BoundedChannelOptions(options.MaxQueuedFrames) { SingleReader = true, SingleWriter = true };
        var (toHost, toPeer) = (Channel.CreateBounded<Frame>(limits), Channel.CreateBounded<Frame>(limits));
        var remote = new PeerInfo(InMemoryTransport.Name, address) { CarriesBinary = true };
        return (new InMemoryConnection(toHost, toPeer, remote, options), new InMemoryConnection(toPeer, toHost, remote, options));
    }

    public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!_isEnded && !_isDisposed && await _incoming.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_isDisposed && _incoming.Reader.TryRead(out var frame))
            {
                _isEnded = frame.Truncated;
                return frame;
            }
        }

        return null;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < frames.Length; i++)
            {
                if (frames.Span[i].Kind == FrameKind.Close)
                {
                    await DisposeAsync().ConfigureAwait(false);
                    return;
                }

                await _outgoing.Writer.WriteAsync(Copy(frames.Span[i]), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ChannelClosedException e)
        {
            throw new IOException($"The connection to {Remote.Address} is closed. Connect again.", e);
        }
    }

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;

        // The other end can still read what was sent to it. Its further sends fail, since nobody would read them.
        _outgoing.Writer.TryComplete();
        _incoming.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    /// <summary>Copies the frame: the sender may reuse its buffer after the send, but the receiver keeps the frame.</summary>
    private Frame Copy(Frame frame) => frame.Bytes.Length <= _maxMessageBytes
        ? frame with { Bytes = frame.Bytes.ToArray() }
        : frame with { Bytes = frame.Bytes[.._maxMessageBytes].ToArray(), Truncated = true };
}
