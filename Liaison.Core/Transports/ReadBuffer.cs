using System.Buffers;

namespace Liaison.Transports;

/// <summary>The bytes that were read from a stream and not taken yet, in one contiguous piece. For one reader.</summary>
/// <remarks>
/// <para>
/// Taken bytes belong to their receiver and are not overwritten. Small messages are slices of a chunk. A chunk is allocated, not rented,
/// and new bytes are written only behind the slices that were taken.
/// </para>
/// <para>
/// A message that is larger than the chunk is collected in rented memory, and copied once when it is taken. Allocating each intermediate
/// size would cost more than this copy. Only this memory can be used again (<see cref="Recycle"/>).
/// </para>
/// </remarks>
internal sealed class ReadBuffer
{
    /// <summary>The chunk size of an idle connection.</summary>
    internal const int SmallChunk = 2_048;

    /// <summary>The chunk size of a busy connection. It is below the size at which .NET uses the large object heap.</summary>
    internal const int LargeChunk = 65_536;

    private const int MinRoom = 256;

    /// <summary>The size of the rented memory, as a multiple of the bytes of the message that have arrived.</summary>
    private const int Growth = 4;

    private readonly MessageMemory _memory = new();
    private byte[] _chunk = [];
    private int _chunkSize = SmallChunk;
    private int _chunkFree; // no bytes behind this position were taken; kept while rented memory is in use
    private byte[] _bytes = []; // the chunk or the rented memory
    private int _start;
    private int _end;
    private int _lastLarge;
    private int _burst; // bytes that arrived together, over one or several reads
    private bool _isReading;
    private bool _isUncertain;

    /// <summary>Whether the stream has ended.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The bytes that were read and not taken. Valid until the next call of <see cref="GetRoom"/>.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>The size of the memory in use, including rented memory.</summary>
    internal int Capacity => _chunk.Length + (IsRented ? _bytes.Length : 0);

    private bool IsRented => !ReferenceEquals(_bytes, _chunk);

    /// <summary>Takes the next bytes. The caller may keep them.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        ReadOnlyMemory<byte> taken = IsRented ? Copy(count) : _bytes.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    /// <summary>The memory of the bytes that were taken last may be used again: nobody reads them any more.</summary>
    public void Recycle(ReadOnlyMemory<byte> taken) => _memory.Recycle(taken);

    /// <summary>Skips the next bytes.</summary>
    public void Skip(int count) => _start += count;

    /// <summary>Room for the next read; never empty. Call <see cref="Advance"/> with the number of bytes that were read.</summary>
    /// <param name="expected">The highest number of unread bytes that the next message may need. Greater than the current number.</param>
    public Memory<byte> GetRoom(long expected)
    {
        // If a read was abandoned, its stream may still write to this memory. The memory must then not be reused.
        _isUncertain |= _isReading;
        _isReading = true;
        var unread = _end - _start;
        if (IsRented)
        {
            Compact(unread);
        }

        if (unread == 0 && _chunk.Length > _chunkSize)
        {
            // The traffic no longer fills the large chunk: it is dropped before the wait for the next byte.
            MoveToNewChunk(_chunkSize);
        }

        var room = _bytes.Length - _end;
        if (room < MinRoom && (room == 0 || unread + room < expected))
        {
            Grow(unread, expected);
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>Adds the bytes that were read into the room. 0 means that the stream has ended.</summary>
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
            // Shrinking starts far below the size at which the chunk grows, since dropping a chunk wastes the room that is left in it.
            _chunkSize = Math.Max(_chunkSize / 2, SmallChunk);
        }

        _burst = isAll ? 0 : _burst;
        _end += count;
    }

    private Memory<byte> Copy(int count)
    {
        var copy = _memory.Take(count);
        Unread[..count].CopyTo(copy.Span);
        _lastLarge = count;
        return copy;
    }

    private void Grow(int unread, long expected)
    {
        // The size never depends on a length that the peer has only announced.
        var size = Math.Max(_chunkSize, Math.Min(expected, unread * 2L));
        if (size <= LargeChunk)
        {
            MoveToNewChunk((int)size);
        }
        else
        {
            // The large messages of a connection usually have about the same size.
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

    /// <summary>
    /// Returns the rented memory once the large message is taken. Otherwise
    /// moves the bytes to its beginning, which is in the processor's cache.
    /// </summary>
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
