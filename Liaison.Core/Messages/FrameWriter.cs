using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Liaison.Messages;

/// <summary>Collects the bytes of one or more frames in pooled buffers, ready to be sent. Not thread-safe.</summary>
/// <remarks>
/// Write a frame's bytes, then call <see cref="EndFrame"/>; repeat. The bytes of the open frame can be removed again. Small frames share a
/// buffer. The bytes of one frame are always in one buffer.
/// </remarks>
public sealed class FrameWriter : IBufferWriter<byte>, IDisposable
{
    private const int InitialCapacity = 512;
    private const int MaxUsualBytes = 64 * 1024;

    /// <summary>
    /// The largest buffer that is returned to the pool. It holds a reply of 1 MiB that repeats its request. Larger buffers are not pooled:
    /// one slow peer would make the process keep the memory of its backlog.
    /// </summary>
    private const int MaxPooledBytes = 4 << 20;

    private readonly List<(FrameKind Kind, int Buffer, int Start, int Length)> _ended = [];
    private readonly List<byte[]> _earlier = []; // full of ended frames
    private byte[] _buffer = [];
    private int _earlierLength;
    private Frame[] _frames = [];
    private Utf8JsonWriter? _json;
    private JsonSerializerOptions? _jsonSerializer;
    private int _length;
    private int _start;
    private int _usual = InitialCapacity; // what the last frames took, for the next buffer

    /// <summary>How many bytes the open frame has.</summary>
    public int Length => _length - _start;

    /// <summary>How many bytes all frames have, the open one included.</summary>
    public int TotalLength => _earlierLength + _length;

    /// <summary>The ended frames. They are valid until the next write, <see cref="Clear"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<Frame> Frames
    {
        get
        {
            if (_frames.Length < _ended.Count)
            {
                _frames = new Frame[_ended.Count];
            }

            for (var i = 0; i < _ended.Count; i++)
            {
                _frames[i] = FrameAt(i);
            }

            return _frames.AsMemory(0, _ended.Count);
        }
    }

    /// <summary>How many frames have been ended.</summary>
    internal int FrameCount => _ended.Count;

    /// <summary>One of the ended frames; valid as long as <see cref="Frames"/>.</summary>
    internal Frame FrameAt(int index)
    {
        var (kind, buffer, start, length) = _ended[index];
        return new Frame(kind, (buffer < _earlier.Count ? _earlier[buffer] : _buffer).AsMemory(start, length));
    }

    /// <summary>Appends bytes to the open frame.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Overwrites bytes of the open frame, e.g. with a length that was not known before.</summary>
    /// <param name="position">The position, counted from the frame's start.</param>
    /// <param name="bytes">The new bytes. They must not go past the end of the written bytes.</param>
    public void Overwrite(int position, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Length - bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_start + position));
    }

    /// <summary>Ends the open frame, which may be empty, and begins the next.</summary>
    public void EndFrame(FrameKind kind)
    {
        _ended.Add((kind, _earlier.Count, _start, Length));
        _start = _length;
    }

    /// <summary>Ends the connection after the ended frames (<see cref="FrameKind.Close"/>). No frame may be open.</summary>
    /// <param name="status">The status (RFC 6455, section 7.4.1), e.g. 1002 for a protocol error.</param>
    /// <param name="reason">The reason, in at most 123 bytes of UTF-8; a longer text is cut.</param>
    public void EndConnection(ushort status, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        const int MaxReasonBytes = 123;
        var room = GetSpan(sizeof(ushort) + MaxReasonBytes);
        BinaryPrimitives.WriteUInt16BigEndian(room, status);
        Utf8.FromUtf16(reason, room.Slice(sizeof(ushort), MaxReasonBytes), out _, out var written);
        Advance(sizeof(ushort) + written);
        EndFrame(FrameKind.Close);
    }

    /// <summary>Removes the first bytes of the open frame, e.g. a header that is not needed after all.</summary>
    /// <param name="count">How many bytes; at most the number written.</param>
    internal void DropStart(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length);
        _start += count;
    }

    /// <summary>Removes the bytes of the open frame after the first <paramref name="length"/>.</summary>
    public void Rewind(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        _length = _start + length;
    }

    /// <summary>
    /// Discards all frames. The last buffer is kept for the next frames, unless it is larger than <paramref name="keep"/> bytes.
    /// </summary>
    public void Clear(int keep = int.MaxValue)
    {
        _ended.Clear();
        Array.Clear(_frames);
        _usual = TotalLength == 0 ? _usual : Math.Clamp(TotalLength, InitialCapacity, MaxUsualBytes);
        _length = _start = 0;
        ReturnEarlier();
        if (_buffer.Length > keep)
        {
            Return(_buffer);
            _buffer = [];
        }
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_length);
    }

    /// <summary>Returns the buffers to the pool. The writer must not be used again.</summary>
    public void Dispose()
    {
        ReturnEarlier();
        Return(_buffer);
        _buffer = [];
        _json?.Dispose();
    }

    /// <summary>Returns the writer's own JSON writer, reset, so that a message does not create one.</summary>
    /// <param name="serializer">The options for values. All values of one connection have the same options.</param>
    internal Utf8JsonWriter RentJson(JsonSerializerOptions serializer)
    {
        if (_json is null || _jsonSerializer != serializer)
        {
            _jsonSerializer = serializer;
            _json = new Utf8JsonWriter(this, new JsonWriterOptions { Encoder = serializer.Encoder, MaxDepth = serializer.MaxDepth, SkipValidation = true });
        }
        else
        {
            _json.Reset(this);
        }

        return _json;
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_buffer.Length - _length >= needed)
        {
            return;
        }

        if ((long)TotalLength + needed > Array.MaxLength)
        {
            throw new InvalidOperationException("More than 2 GiB wait to be sent. Send less, or lower MaxUnsentBytes, so that a peer that does not read is disconnected before.");
        }

        // Ended frames of large messages stay in their buffer. Each growth of the buffer would copy them.
        var stay = _buffer.Length >= MaxUsualBytes ? _start : 0;
        var usual = _buffer.Length == 0 || stay > 0 ? _usual : _buffer.Length * 2L;
        var larger = FrameBuffers.Rent((int)Math.Min(Array.MaxLength, Math.Max(usual, (long)_length - stay + needed)));
        _buffer.AsSpan(stay, _length - stay).CopyTo(larger);
        if (stay > 0)
        {
            _earlier.Add(_buffer);
            _earlierLength += stay;
            (_start, _length) = (0, _length - stay);
        }
        else
        {
            Return(_buffer);
        }

        _buffer = larger;
    }

    // The pool would keep the memory of a slow peer's backlog, so only a small part of one is returned.
    private void ReturnEarlier()
    {
        var returned = 0L;
        foreach (var buffer in _earlier)
        {
            if ((returned += buffer.Length) <= MaxPooledBytes)
            {
                Return(buffer);
            }
        }

        _earlier.Clear();
        _earlierLength = 0;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= MaxPooledBytes)
        {
            FrameBuffers.Return(buffer);
        }
    }
}
