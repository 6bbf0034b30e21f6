using System.Buffers;

namespace Liaison.Transports;

/// <summary>What a session sends: how much the other end lets it, and what to send again if it gets lost. One writer; otherwise thread-safe.</summary>
internal sealed class OutgoingBytes
{
    private readonly Lock _gate = new();
    private readonly Queue<SentChunk> _kept = new();
    private TaskCompletionSource? _room;
    private IOException? _failure;
    private long _window;
    private long _sent;
    private long _read;

    /// <summary>How far was sent.</summary>
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

    /// <summary>Lets so many bytes be on their way; before that there is no room at all.</summary>
    public void Open(long window)
    {
        lock (_gate)
        {
            _window = window;
        }
    }

    /// <summary>Waits until something can be sent, and gives how much.</summary>
    /// <exception cref="IOException">Nothing can be sent any more.</exception>
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

    /// <summary>Takes bytes to be sent, of which it keeps a copy.</summary>
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

    /// <summary>The other end has read so far.</summary>
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

    /// <summary>What was sent after a position.</summary>
    /// <remarks>A chunk that the other end reads meanwhile gives its buffer back; whatever is then sent of it is dropped there, by its position.</remarks>
    public Packet[] After(long position)
    {
        lock (_gate)
        {
            return [.. _kept.Where(chunk => chunk.End > position).Select(chunk => chunk.ToPacket(_sent))];
        }
    }

    /// <summary>Nothing can be sent any more. Only the first reason counts.</summary>
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
