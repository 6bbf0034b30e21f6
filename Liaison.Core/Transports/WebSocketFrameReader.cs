using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>
/// Reads whole messages from a WebSocket, each into an array of exactly its size that belongs to whoever is given it. One caller at
/// a time.
/// </summary>
/// <param name="socket">What is read from.</param>
/// <param name="stream">The stream beneath it, with which waiting takes no buffer; null where it is not known.</param>
/// <param name="maxMessageBytes">The largest message that is given whole.</param>
internal sealed class WebSocketFrameReader(WebSocket socket, BatchingStream? stream, int maxMessageBytes)
{
    private readonly SegmentedBuffer _message = new();

    /// <summary>The next message, truncated where it is larger than the limit; null where the peer closed.</summary>
    /// <remarks>After a failure the reader is not to be used any more: the socket may not be done with the buffer.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellationToken)
    {
        var room = RoomToWait();
        while (true)
        {
            var received = await socket.ReceiveAsync(room, cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            _message.Advance(received.Count);
            var isTruncated = _message.Length > maxMessageBytes;
            if (received.EndOfMessage || isTruncated)
            {
                var kind = received.MessageType == WebSocketMessageType.Text ? FrameKind.Text : FrameKind.Binary;
                var bytes = _message.Take((int)Math.Min(_message.Length, maxMessageBytes));
                return new Frame(kind, bytes) { Truncated = isTruncated };
            }

            room = _message.GetMemory();
        }
    }

    /// <summary>Room for the beginning of a message; none where it may take long to come: a receive of nothing waits until it is there.</summary>
    private Memory<byte> RoomToWait()
    {
        if (stream is null or { HasInput: true })
        {
            return _message.GetMemory();
        }

        _message.Return();
        return Memory<byte>.Empty;
    }
}
