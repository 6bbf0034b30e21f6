using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Liaison.Messages;

/// <summary>Collects the bytes of one or more frames in one pooled buffer, ready to be sent. Not thread-safe.</summary>
/// <remarks>Write a frame's bytes, then call <see cref="EndFrame"/>; repeat. What was written can be taken back up to the last frame's end.</remarks>
public sealed class FrameWriter : IBufferWriter<byte>, IDisposable
{
    private const int InitialCapacity = 512;

    /// <summary>The largest buffer that is kept for others, which holds a message of 1 MiB.</summary>
    private const int MaxPooledBytes = 2 << 20;

    private readonly List<(FrameKind Kind, int Start, int Length)> _ended = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private Frame[] _frames = [];
    private Utf8JsonWriter? _json;
    private JsonSerializerOptions? _jsonSerializer;
    private int _length;
    private int _start;

    /// <summary>The bytes written so far to the frame that is open.</summary>
    public int Length => _length - _start;

    /// <summary>The bytes written so far to all frames.</summary>
    public int TotalLength => _length;

    /// <summary>The frames that were ended. They are valid until the next write, <see cref="Clear"/> or <see cref="Dispose"/>.</summary>
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
                var (kind, start, length) = _ended[i];
                _frames[i] = new Frame(kind, _buffer.AsMemory(start, length));
            }

            return _frames.AsMemory(0, _ended.Count);
        }
    }

    /// <summary>How many frames were ended.</summary>
    internal int FrameCount => _ended.Count;

    /// <summary>One of the frames that were ended, valid as <see cref="Frames"/> are.</summary>
    internal Frame FrameAt(int index)
    {
        var (kind, start, length) = _ended[index];
        return new Frame(kind, _buffer.AsMemory(start, length));
    }

    /// <summary>Appends bytes to the open frame.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Writes over bytes of the open frame, e.g. a length that is known only after what it counts.</summary>
    /// <param name="position">Where, counted from the frame's start.</param>
    /// <param name="bytes">What to write, no further than to the end of what was written before.</param>
    public void Overwrite(int position, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Length - bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_start + position));
    }

    /// <summary>Ends the open frame, which may be empty, and opens the next.</summary>
    public void EndFrame(FrameKind kind)
    {
        _ended.Add((kind, _start, Length));
        _start = _length;
    }

    /// <summary>Ends the connection behind the frames that were ended: <see cref="FrameKind.Close"/>. No frame is open.</summary>
    /// <param name="status">The status (RFC 6455, section 7.4.1), e.g. 1002 for what breaks the protocol.</param>
    /// <param name="reason">Why, in at most 123 bytes of UTF-8; what is longer is cut.</param>
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

    /// <summary>Takes the first bytes out of the open frame, e.g. a header that turned out not to be needed.</summary>
    /// <param name="count">How many, no more than were written.</param>
    internal void DropStart(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length);
        _start += count;
    }

    /// <summary>Takes back what was written to the open frame past its first <paramref name="length"/> bytes.</summary>
    public void Rewind(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        _length = _start + length;
    }

    /// <summary>Forgets all frames and bytes; the buffer is kept for the next ones unless it grew past <paramref name="keep"/> bytes.</summary>
    public void Clear(int keep = int.MaxValue)
    {
        _ended.Clear();
        Array.Clear(_frames);
        _length = _start = 0;
        if (_buffer.Length > keep)
        {
            GiveBack(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
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

    /// <summary>Gives the buffer back. The writer must not be used again.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            GiveBack(_buffer);
            _buffer = [];
            _json?.Dispose();
        }
    }

    /// <summary>The writer's own JSON writer, reset, so that a message needs none of its own.</summary>
    /// <param name="serializer">How values are written; those of one connection are all written alike.</param>
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

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(_buffer.Length * 2L, (long)_length + needed)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        GiveBack(_buffer);
        _buffer = larger;
    }

    // The pool would keep it for good: one peer that reads late would have cost the process its backlog.
    private static void GiveBack(byte[] buffer)
    {
        if (buffer.Length <= MaxPooledBytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
