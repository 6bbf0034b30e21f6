using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Liaison.Transports;

/// <summary>The bytes that a session receives, in order and without gaps. One reader; otherwise thread-safe.</summary>
internal sealed class IncomingBytes(int window)
{
    // Writing never waits: the window limits the amount.
    private static readonly PipeOptions Unpaused = new(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false);

    private readonly Lock _gate = new();
    private readonly Pipe _pipe = new(Unpaused);
    private long _received;
    private long _read;
    private long _told;
    private long _end = long.MaxValue;
    private bool _isCompleted;

    /// <summary>The position up to which all bytes have arrived.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Returns the position up to which bytes were read. The caller reports it to the other end.</summary>
    public long TellRead()
    {
        var read = Volatile.Read(ref _read);
        Volatile.Write(ref _told, read);
        return read;
    }

    /// <summary>Whether enough was read since the last report that the other end may soon wait for the next one.</summary>
    public bool IsToBeTold => Volatile.Read(ref _read) - Volatile.Read(ref _told) >= window / 4;

    /// <summary>Adds bytes that arrived. Bytes that arrived before are skipped.</summary>
    public Arrival Add(long position, in ReadOnlySequence<byte> bytes)
    {
        lock (_gate)
        {
            if (position > _received)
            {
                return Arrival.Gap;
            }

            var known = _received - position;
            if (_isCompleted || bytes.Length <= known)
            {
                return Arrival.Complete;
            }

            if (position + bytes.Length > Volatile.Read(ref _read) + window)
            {
                return Arrival.TooMuch;
            }

            foreach (var segment in bytes.Slice(known))
            {
                _pipe.Writer.Write(segment.Span);
            }

            Volatile.Write(ref _received, position + bytes.Length);
            Flush();
            return EndIfAllIsHere();
        }
    }

    /// <summary>Marks the end: the other end has sent up to this position, and sends no more.</summary>
    public Arrival End(long position)
    {
        lock (_gate)
        {
            _end = position;
            return EndIfAllIsHere();
        }
    }

    /// <summary>
    /// Reads bytes that arrived; returns 0 at the end. Bytes that arrived before <see cref="Complete"/> can still be read.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        var result = await _pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var count = (int)Math.Min(result.Buffer.Length, into.Length);
        var taken = result.Buffer.Slice(0, count);
        taken.CopyTo(into.Span);
        _pipe.Reader.AdvanceTo(taken.End);
        Volatile.Write(ref _read, _read + count);
        return count;
    }

    /// <summary>Marks the end: no more bytes will arrive.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (!_isCompleted)
            {
                _isCompleted = true;
                _pipe.Writer.Complete();
            }
        }
    }

    private void Flush()
    {
        // Nothing makes the flush wait, so it has always completed. The reader continues on a thread of the pool.
        var flushed = _pipe.Writer.FlushAsync(CancellationToken.None);
        System.Diagnostics.Debug.Assert(flushed.IsCompleted, "Nothing makes a flush wait.");
    }

    private Arrival EndIfAllIsHere()
    {
        if (_received < _end)
        {
            return _end == long.MaxValue ? Arrival.Complete : Arrival.Gap;
        }

        Complete();
        return Arrival.Ended;
    }
}
