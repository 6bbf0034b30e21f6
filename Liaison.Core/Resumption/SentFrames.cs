using System.Buffers;
using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>Copies of the messages that are not acknowledged yet, numbered from 0 in the order of sending. Not thread-safe.</summary>
internal sealed class SentFrames
{
    /// <summary>The size of a block for small messages. The first block is smaller, and is enough for a quiet session.</summary>
    private const int BlockBytes = 64 * 1024;

    private const int FirstBlockBytes = 4 * 1024;

    private readonly Queue<(byte[] Block, long Last)> _blocks = [];
    private Frame[] _frames = new Frame[64]; // the length stays a power of 2
    private int _head;
    private int _count;
    private long _first;
    private long _next;
    private byte[] _block = [];
    private byte[]? _spare;
    private int _used;

    /// <summary>The number of kept bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether all messages are acknowledged.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Whether some messages are not written to the current link yet.</summary>
    public bool HasUnwritten => _next < _first + _count;

    /// <summary>Adds a copy of a message, unless more bytes than the limit would be kept. One message is always kept.</summary>
    public bool TryAdd(Frame frame, long maxBytes)
    {
        var fits = IsEmpty || Bytes + frame.Bytes.Length <= maxBytes;
        if (fits)
        {
            Add(frame);
        }

        return fits;
    }

    /// <summary>Adds a copy of a message, to be written after all others.</summary>
    public void Add(Frame frame)
    {
        if (_count == _frames.Length)
        {
            var larger = new Frame[_count * 2];
            for (var i = 0; i < _count; i++)
            {
                larger[i] = At(i);
            }

            (_frames, _head) = (larger, 0);
        }

        _frames[(_head + _count) & (_frames.Length - 1)] = frame with { Bytes = Copy(frame.Bytes) };
        _count++;
        Bytes += frame.Bytes.Length;
    }

    /// <summary>Takes the next messages to write to the current link.</summary>
    public void Take(ArrayBufferWriter<Frame> into, int maxBytes)
    {
        for (var bytes = 0; HasUnwritten && bytes < maxBytes; _next++)
        {
            var frame = At((int)(_next - _first));
            into.Write([frame]);
            bytes += frame.Bytes.Length;
        }
    }

    /// <summary>Removes the messages before the given number. False if the number is higher than that of any sent message.</summary>
    public bool TryAcknowledge(long received)
    {
        if (received > _first + _count)
        {
            return false;
        }

        for (; _first < received; _first++, _count--)
        {
            Bytes -= _frames[_head].Bytes.Length;
            _frames[_head] = default;
            _head = (_head + 1) & (_frames.Length - 1);
        }

        _next = Math.Max(_next, _first);
        _used = _count == 0 ? 0 : _used;
        while (_blocks.TryPeek(out var block) && block.Last < _first)
        {
            _spare = block.Block.Length == BlockBytes ? block.Block : _spare;
            _blocks.Dequeue();
        }

        return true;
    }

    /// <summary>
    /// Starts again on another link, whose end has received the messages
    /// before the given number. False if the number cannot be right.
    /// </summary>
    public bool TryRewind(long received)
    {
        if (received < _first || !TryAcknowledge(received))
        {
            return false;
        }

        _next = received;
        return true;
    }

    private Frame At(int index) => _frames[(_head + index) & (_frames.Length - 1)];

    private ReadOnlyMemory<byte> Copy(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > BlockBytes / 2)
        {
            return bytes.ToArray();
        }

        if (_used + bytes.Length > _block.Length)
        {
            // The full block is free once the message before this one is acknowledged.
            if (_block.Length > 0)
            {
                _blocks.Enqueue((_block, _first + _count - 1));
            }

            var size = _block.Length == 0 && bytes.Length <= FirstBlockBytes ? FirstBlockBytes : BlockBytes;
            (_block, _spare, _used) = (_spare ?? new byte[size], null, 0);
        }

        var copy = _block.AsMemory(_used, bytes.Length);
        bytes.CopyTo(copy);
        _used += bytes.Length;
        return copy;
    }
}
