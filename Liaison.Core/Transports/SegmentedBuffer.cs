using System.Buffers;

namespace Liaison.Transports;

/// <summary>Collects an unknown number of bytes in pooled segments of growing size. The bytes are copied only once, at the end.</summary>
internal sealed class SegmentedBuffer
{
    private const int FirstSegmentBytes = 4 * 1024;
    private const int LargestSegmentBytes = 64 * 1024;

    private readonly MessageMemory _memory = new();
    private List<byte[]>? _full;
    private byte[] _last = [];
    private int _used;
    private long _lengthOfFull;

    /// <summary>The number of collected bytes.</summary>
    public long Length => _lengthOfFull + _used;

    /// <summary>Room for more bytes; never empty. Call <see cref="Advance"/> with the number of bytes that were written.</summary>
    public Memory<byte> GetMemory()
    {
        if (_used == _last.Length)
        {
            AddSegment();
        }

        return _last.AsMemory(_used);
    }

    public void Advance(int count) => _used += count;

    /// <summary>
    /// Returns the first bytes in memory of their own, and drops all collected bytes. At most one segment is kept.
    /// </summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = _memory.Take(count);
        if (_full is null)
        {
            _last.AsSpan(0, count).CopyTo(taken.Span);
            _used = 0;
        }
        else
        {
            CopyAll(_full, taken.Span);
            Return();
        }

        return taken;
    }

    /// <summary>The memory of the bytes that were taken last may be used again: nobody reads them any more.</summary>
    public void Recycle(ReadOnlyMemory<byte> taken) => _memory.Recycle(taken);

    /// <summary>
    /// Drops the collected bytes and returns the segments. Must not be called while another thread may still write to a segment.
    /// </summary>
    public void Return()
    {
        _full?.ForEach(segment => ArrayPool<byte>.Shared.Return(segment));
        ArrayPool<byte>.Shared.Return(_last);
        (_full, _last, _used, _lengthOfFull) = (null, [], 0, 0);
    }

    private void CopyAll(List<byte[]> full, Span<byte> destination)
    {
        foreach (var segment in full)
        {
            var part = segment.AsSpan(0, Math.Min(segment.Length, destination.Length));
            part.CopyTo(destination);
            destination = destination[part.Length..];
        }

        _last.AsSpan(0, destination.Length).CopyTo(destination);
    }

    private void AddSegment()
    {
        var size = FirstSegmentBytes;
        if (_last.Length > 0)
        {
            (_full ??= []).Add(_last);
            _lengthOfFull += _last.Length;
            size = Math.Min(_last.Length * 2, LargestSegmentBytes);
        }

        _last = ArrayPool<byte>.Shared.Rent(size);
        _used = 0;
    }
}
