using System.Buffers;

namespace Liaison.Transports;

/// <summary>Collects bytes of an unknown number in pooled segments of growing size, so that what was collected is copied once, at the end.</summary>
internal sealed class SegmentedBuffer
{
    private const int FirstSegmentBytes = 8 * 1024;
    private const int LargestSegmentBytes = 1024 * 1024;

    private readonly List<byte[]> _full = [];
    private byte[] _last = [];
    private int _used;

    /// <summary>Room for more bytes, never empty. Written bytes count once <see cref="Advance"/> was called.</summary>
    public Memory<byte> GetMemory()
    {
        if (_used == _last.Length)
        {
            AddSegment();
        }

        return _last.AsMemory(_used);
    }

    public void Advance(int count) => _used += count;

    public void CopyTo(Span<byte> destination)
    {
        foreach (var segment in _full)
        {
            segment.CopyTo(destination);
            destination = destination[segment.Length..];
        }

        _last.AsSpan(0, _used).CopyTo(destination);
    }

    /// <summary>Gives the segments back to the pool. Not to be called while anybody may still write to one of them.</summary>
    public void Return()
    {
        _full.ForEach(segment => ArrayPool<byte>.Shared.Return(segment));
        ArrayPool<byte>.Shared.Return(_last);
        _full.Clear();
        _last = [];
        _used = 0;
    }

    private void AddSegment()
    {
        var size = FirstSegmentBytes;
        if (_last.Length > 0)
        {
            _full.Add(_last);
            size = Math.Min(_last.Length * 2, LargestSegmentBytes);
        }

        _last = ArrayPool<byte>.Shared.Rent(size);
        _used = 0;
    }
}
