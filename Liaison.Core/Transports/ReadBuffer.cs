namespace Liaison.Transports;

/// <summary>What was read from a stream and not yet taken, in one contiguous piece. For one reader.</summary>
/// <remarks>
/// Chunks are allocated and never rented: what is taken out points into them and belongs to whoever holds it, for as long as they do.
/// So a chunk is only ever written to past its last read byte.
/// </remarks>
internal sealed class ReadBuffer(Stream input)
{
    /// <summary>What an idle connection holds.</summary>
    internal const int SmallChunk = 2_048;

    /// <summary>What a busy connection reads at once. Below the size from which the runtime puts arrays on the large object heap.</summary>
    internal const int LargeChunk = 65_536;

    private const int MinRoom = 512;

    private byte[] _chunk = [];
    private int _chunkSize = SmallChunk;
    private int _start;
    private int _end;

    /// <summary>Whether the stream has given all that it ever will.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The bytes read and not taken.</summary>
    public ReadOnlySpan<byte> Unread => _chunk.AsSpan(_start, _end - _start);

    /// <summary>The size of the chunk held at the moment.</summary>
    internal int ChunkLength => _chunk.Length;

    /// <summary>Takes the next bytes out, without a copy.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = _chunk.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    /// <summary>Waits for more bytes, or for the end.</summary>
    /// <param name="expected">How many unread bytes the next message may need at most. More than there are.</param>
    /// <param name="cancellationToken">Ends the wait; what was read stays.</param>
    public async ValueTask FillAsync(long expected, CancellationToken cancellationToken)
    {
        MakeRoom(expected);
        var room = _chunk.AsMemory(_end);
        var count = await input.ReadAsync(room, cancellationToken).ConfigureAwait(false);
        IsEnded = count == 0;
        _end += count;
        if (count == room.Length)
        {
            _chunkSize = Math.Min(_chunkSize * 2, LargeChunk);
        }
        else if (count < _chunkSize / 4)
        {
            _chunkSize = Math.Max(_chunkSize / 2, SmallChunk);
        }
    }

    private void MakeRoom(long expected)
    {
        var unread = _end - _start;
        var room = _chunk.Length - _end;

        // A chunk that traffic no longer fills, or that a large message left behind, is let go before the wait for the next byte.
        var isOversized = unread == 0 ? _chunk.Length > _chunkSize : _chunk.Length > LargeChunk && unread <= _chunk.Length / 4;
        if (!isOversized && (room >= MinRoom || (room > 0 && unread + room >= expected)))
        {
            return;
        }

        // Doubling, so that all copies together stay below the message's own size; and never by what a peer merely announced.
        var size = (int)Math.Max(_chunkSize, Math.Min(expected, unread * 2L));
        var next = GC.AllocateUninitializedArray<byte>(size);
        Unread.CopyTo(next);
        _chunk = next;
        _start = 0;
        _end = unread;
    }
}
