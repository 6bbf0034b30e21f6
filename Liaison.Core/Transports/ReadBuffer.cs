using System.Buffers;

namespace Liaison.Transports;

/// <summary>What was read from a stream and not yet taken, in one contiguous piece. For one reader.</summary>
/// <remarks>
/// What is taken out belongs to whoever holds it, for as long as they do. Small messages are parts of a chunk, which is allocated and
/// never rented, and only ever written to past what was taken out of it. A message that outgrows the chunk gathers in rented memory,
/// and is copied once, when it is taken; to allocate all that it outgrew would cost more than the copy.
/// </remarks>
internal sealed class ReadBuffer
{
    /// <summary>What an idle connection holds.</summary>
    internal const int SmallChunk = 2_048;

    /// <summary>What a busy connection reads at once. Below the size from which the runtime puts arrays on the large object heap.</summary>
    internal const int LargeChunk = 65_536;

    private const int MinRoom = 256;

    /// <summary>How many times what has arrived of a message is rented for it.</summary>
    private const int Growth = 4;

    private byte[] _chunk = [];
    private int _chunkSize = SmallChunk;
    private int _chunkFree; // from here on nothing of the chunk was taken out; kept while the rented memory is in use
    private byte[] _bytes = []; // the chunk or the rented memory
    private int _start;
    private int _end;
    private int _lastLarge;
    private int _burst; // what arrived together, in as many reads as that took
    private bool _isReading;
    private bool _isUncertain;

    /// <summary>Whether the stream has given all that it ever will.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The bytes read and not taken, until the next call of <see cref="GetRoom"/>.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>The bytes held at the moment, rented ones included.</summary>
    internal int Capacity => _chunk.Length + (IsRented ? _bytes.Length : 0);

    private bool IsRented => !ReferenceEquals(_bytes, _chunk);

    /// <summary>Takes the next bytes out, for good.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        ReadOnlyMemory<byte> taken = IsRented ? Copy(count) : _bytes.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    /// <summary>Takes the next bytes out, which nobody needs.</summary>
    public void Skip(int count) => _start += count;

    /// <summary>Room for the next read, never empty. What was read counts once <see cref="Advance"/> was called.</summary>
    /// <param name="expected">How many unread bytes the next message may need at most. More than there are.</param>
    public Memory<byte> GetRoom(long expected)
    {
        // Whoever gave up a read may not have stopped its stream from writing: that memory is nobody else's any more.
        _isUncertain |= _isReading;
        _isReading = true;
        var unread = _end - _start;
        if (IsRented)
        {
            Compact(unread);
        }

        if (unread == 0 && _chunk.Length > _chunkSize)
        {
            // Traffic does not fill it any more: it is let go before the wait for the next byte.
            MoveToNewChunk(_chunkSize);
        }

        var room = _bytes.Length - _end;
        if (room < MinRoom && (room == 0 || unread + room < expected))
        {
            Grow(unread, expected);
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>Counts what was read into the room: nothing is the stream's end.</summary>
    public void Advance(int count)
    {
        _isReading = false;
        IsEnded = count == 0;
        var isAll = count < _bytes.Length - _end;
        _burst = Math.Min(_burst + count, LargeChunk);
        if (_burst >= _chunkSize / 2)
        {
            _chunkSize = Math.Min(_chunkSize * 2, LargeChunk);
        }
        else if (isAll && _burst < _chunkSize / 16)
        {
            // Far apart from where it grows: a chunk that is let go takes along the room that was left in it.
            _chunkSize = Math.Max(_chunkSize / 2, SmallChunk);
        }

        _burst = isAll ? 0 : _burst;
        _end += count;
    }

    private byte[] Copy(int count)
    {
        var copy = GC.AllocateUninitializedArray<byte>(count);
        Unread[..count].CopyTo(copy);
        _lastLarge = count;
        return copy;
    }

    private void Grow(int unread, long expected)
    {
        // Never by what a peer merely announced.
        var size = Math.Max(_chunkSize, Math.Min(expected, unread * 2L));
        if (size <= LargeChunk)
        {
            MoveToNewChunk((int)size);
        }
        else
        {
            // A connection's large messages tend to be of one size.
            MoveToRented((int)Math.Min(expected, Math.Max((long)unread * Growth, _lastLarge + MinRoom)));
        }
    }

    private void MoveToRented(int size)
    {
        var rented = ArrayPool<byte>.Shared.Rent(size);
        if (!IsRented)
        {
            _chunkFree = _start;
        }

        MoveTo(rented, 0);
    }

    /// <summary>Gives rented memory back once the large message is taken, or goes on at its beginning, which is in the processor's cache.</summary>
    private void Compact(int unread)
    {
        if (unread > LargeChunk / 2)
        {
            Unread.CopyTo(_bytes);
            (_start, _end) = (0, unread);
        }
        else if (_chunk.Length - _chunkFree >= unread + MinRoom)
        {
            MoveTo(_chunk, _chunkFree);
        }
        else
        {
            MoveToNewChunk(LargeChunk);
        }
    }

    private void MoveToNewChunk(int size)
    {
        var chunk = GC.AllocateUninitializedArray<byte>(size);
        MoveTo(chunk, 0);
        _chunk = chunk;
    }

    private void MoveTo(byte[] target, int start)
    {
        var unread = Unread;
        unread.CopyTo(target.AsSpan(start));
        if (IsRented && !_isUncertain)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        (_bytes, _start, _end, _isUncertain) = (target, start, start + unread.Length, false);
    }
}
