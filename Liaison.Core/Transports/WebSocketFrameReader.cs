using System.Net.WebSockets;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Reads whole messages from a WebSocket into memory that belongs to whoever is given them. One caller at a time.</summary>
/// <remarks>
/// Small messages are slices of a chunk that is allocated and then dropped, never reused; a large one is an array of exactly its
/// size. An idle reader holds one chunk at most.
/// </remarks>
internal sealed class WebSocketFrameReader(WebSocket socket, int maxMessageBytes)
{
    private const int ChunkBytes = 4 * 1024;

    /// <summary>With less room than this a new chunk is begun, since most messages would not fit and would have to be moved.</summary>
    private const int MinimumRoom = 512;

    private byte[] _chunk = [];
    private int _start; // what lies before it was given away

    /// <summary>The next message, truncated where it is larger than the limit; null where the peer closed.</summary>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_chunk.Length - _start < MinimumRoom)
        {
            BeginChunk(0);
        }

        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(_chunk.AsMemory(_start + length), cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += received.Count;
            if (length > maxMessageBytes)
            {
                return GiveAway(KindOf(received), maxMessageBytes) with { Truncated = true };
            }

            if (received.EndOfMessage)
            {
                return GiveAway(KindOf(received), length);
            }

            if (length == ChunkBytes)
            {
                return await ReadLargeAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_start + length == _chunk.Length)
            {
                BeginChunk(length);
            }
        }
    }

    /// <summary>Goes on with a message whose beginning fills the chunk.</summary>
    private async ValueTask<Frame?> ReadLargeAsync(CancellationToken cancellationToken)
    {
        // After a failed receive the segments are left to the collector: the socket may not be done with the last of them.
        var rest = new SegmentedBuffer();
        long length = ChunkBytes;
        while (true)
        {
            var received = await socket.ReceiveAsync(rest.GetMemory(), cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            rest.Advance(received.Count);
            length += received.Count;
            if (length > maxMessageBytes)
            {
                rest.Return();
                return GiveAway(KindOf(received), ChunkBytes) with { Truncated = true };
            }

            if (received.EndOfMessage)
            {
                var message = GC.AllocateUninitializedArray<byte>((int)length);
                _chunk.CopyTo(message, 0);
                rest.CopyTo(message.AsSpan(ChunkBytes));
                rest.Return();
                return new Frame(KindOf(received), message);
            }
        }
    }

    private static FrameKind KindOf(ValueWebSocketReceiveResult received) =>
        received.MessageType == WebSocketMessageType.Text ? FrameKind.Text : FrameKind.Binary;

    private Frame GiveAway(FrameKind kind, int length)
    {
        var bytes = _chunk.AsMemory(_start, length);
        _start += length;
        return new Frame(kind, bytes);
    }

    /// <summary>Begins a chunk with the bytes of the old one that were not given away.</summary>
    private void BeginChunk(int keep)
    {
        var chunk = GC.AllocateUninitializedArray<byte>(ChunkBytes);
        _chunk.AsSpan(_start, keep).CopyTo(chunk);
        _chunk = chunk;
        _start = 0;
    }
}
