using System.Collections.Concurrent;
using System.Text;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tests.Features;

/// <summary>A client's connection that keeps what went over it, and can be broken from under the client.</summary>
internal sealed class Tap(ICommandConnection connection, bool keeps) : ICommandConnection
{
    private readonly ConcurrentQueue<Frame> _sent = new();
    private readonly ConcurrentQueue<Frame> _received = new();

    public PeerInfo Remote => connection.Remote;

    /// <summary>The frames that the client sent so far.</summary>
    public IReadOnlyCollection<Frame> Sent => _sent;

    /// <summary>The frames that the client was given so far.</summary>
    public IReadOnlyCollection<Frame> Received => _received;

    public static string TextOf(Frame frame) => Encoding.UTF8.GetString(frame.Bytes.Span);

    /// <summary>Ends the link, which both ends learn by themselves.</summary>
    public ValueTask BreakAsync() => connection.DisposeAsync();

    public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var frame = await connection.ReceiveAsync(cancellationToken);
        if (keeps && frame is { } received)
        {
            _received.Enqueue(received);
        }

        return frame;
    }

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        foreach (var frame in keeps ? frames.Span : [])
        {
            // The sender has its buffer back when the send completes.
            _sent.Enqueue(frame with { Bytes = frame.Bytes.ToArray() });
        }

        return connection.SendAsync(frames, cancellationToken);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
