using System.Buffers;

namespace Liaison.Transports;

/// <summary>
/// The bytes that a session sends: how many the other end allows, and which to send again if they are lost. One writer; otherwise
/// thread-safe.
/// </summary>
internal sealed class OutgoingBytes
{
    private readonly Lock _gate = new();
    private readonly Queue<SentChunk> _kept = new();
    private TaskCompletionSource? _room;
    private IOException? _failure;
    private long _window;
    private long _sent;
    private long _read;

    /// <summary>The position up to which bytes were sent.</summary>
    public long Sent
    {
        get
        {
            lock (_gate)
            {
                return _sent;
            }
        }
    }

    /// <summary>Sets how many bytes may be in transit. Before this call none may be sent.</summary>
    public void Open(long window)
    {
        lock (_gate)
        {
            _window = window;
        }
    }

    /// <summary>Waits until bytes can be sent, and returns how many.</summary>
    /// <exception cref="IOException">Sending is not possible any more.</exception>
    public async ValueTask<int> RoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_failure is not null)
                {
                    throw new IOException(_failure.Message, _failure);
                }

                if (_read + _window - _sent is > 0 and var free)
                {
                    return (int)Math.Min(free, int.MaxValue);
                }

                room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds bytes to send, and keeps a copy of them.</summary>
    public Packet Take(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        lock (_gate)
        {
            var chunk = new SentChunk(_sent, buffer, bytes.Length);
            _sent = chunk.End;
            _kept.Enqueue(chunk);
            return chunk.ToPacket(_sent);
        }
    }

    /// <summary>Records the position up to which the other end has read.</summary>
    public void Acknowledge(long read)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            if (read <= _read || read > _sent)
            {
                return;
            }

            _read = read;
            while (_kept.TryPeek(out var chunk) && chunk.End <= read)
            {
                ArrayPool<byte>.Shared.Return(_kept.Dequeue().Buffer);
            }

            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }

    /// <summary>Returns the packets that were sent after a position.</summary>
    /// <remarks>
    /// If the other end reads a chunk meanwhile, the chunk's buffer is returned. The other end then drops the repeated packet
    /// because of its position.
    /// </remarks>
    public Packet[] After(long position)
    {
        lock (_gate)
        {
            return [.. _kept.Where(chunk => chunk.End > position).Select(chunk => chunk.ToPacket(_sent))];
        }
    }

    /// <summary>Makes further sending fail. Only the first reason is kept.</summary>
    public void Fail(string reason)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _failure ??= new IOException(reason);
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }
}
