using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Liaison.Messages;

namespace Liaison.Sessions.Streams;

/// <summary>
/// A stream that the other end sends. It never holds more than the window; consumed bytes are granted to the sender again.
/// </summary>
/// <remarks>As with any <see cref="PipeReader"/>, one caller reads at a time. Chunks, and the end, may come from other threads.</remarks>
internal sealed class IncomingStream : PipeReader
{
    private readonly PeerStreams _streams;
    private readonly int _window;
    private readonly Pipe _pipe;
    private readonly Lock _gate = new();
    private ReadOnlySequence<byte> _read;
    private long _credit;
    private long _owed;
    private bool _isCompleted; // by the reader
    private bool _isEnded; // by the other end, or with the connection

    public IncomingStream(PeerStreams streams, long number, int window)
    {
        (_streams, Number, _window, _credit) = (streams, number, window, window);

        // The credit limits the bytes in the pipe. A write must never wait.
        _pipe = new Pipe(new PipeOptions(pauseWriterThreshold: long.MaxValue, resumeWriterThreshold: 1, minimumSegmentSize: PeerStreams.SegmentBytes, useSynchronizationContext: false));
    }

    public long Number { get; }

    /// <summary>The bytes that have arrived and are not consumed yet.</summary>
    public long Held
    {
        get
        {
            lock (_gate)
            {
                return _isCompleted ? 0 : _window - _credit - _owed;
            }
        }
    }

    /// <summary>Adds a chunk, without waiting; false if it has more bytes than were granted.</summary>
    public bool TryReceive(Chunk chunk)
    {
        lock (_gate)
        {
            if (chunk.Bytes.Length > _credit)
            {
                return false;
            }

            _credit -= chunk.Bytes.Length;
            if (_isEnded || _isCompleted)
            {
                return true;
            }

            if (!chunk.Bytes.IsEmpty)
            {
                _pipe.Writer.Write(chunk.Bytes.Span);
            }

            if (chunk.IsLast || chunk.Failure is not null)
            {
                EndUnderLock(chunk.Failure);
            }
            else
            {
                // Completes at once: the pipe never holds more than the window, and has no limit of its own.
                _ = _pipe.Writer.FlushAsync().AsTask();
            }
        }

        return true;
    }

    /// <summary>Ends the stream at this end, with an error for its reader; false if it has already ended.</summary>
    public bool Fail(string why)
    {
        lock (_gate)
        {
            if (_isEnded || _isCompleted)
            {
                return false;
            }

            EndUnderLock(why);
            return true;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Noted(await _pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false));

    public override bool TryRead(out ReadResult result)
    {
        var isRead = _pipe.Reader.TryRead(out result);
        if (isRead)
        {
            Noted(result);
        }

        return isRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var count = _read.IsEmpty ? 0 : _read.Slice(_read.Start, consumed).Length;
        var isAll = count == _read.Length;
        _read = default;
        _pipe.Reader.AdvanceTo(consumed, examined);
        Consumed(count, isAll);
    }

    public override void CancelPendingRead() => _pipe.Reader.CancelPendingRead();

    /// <summary>Ends reading. The sender is told to stop, unless it has sent everything.</summary>
    public override void Complete(Exception? exception = null)
    {
        bool stops;
        lock (_gate)
        {
            if (_isCompleted)
            {
                return;
            }

            _isCompleted = true;
            stops = !_isEnded;
        }

        _pipe.Reader.Complete(exception);
        _streams.Remove(this, stops);
    }

    private ReadResult Noted(ReadResult result)
    {
        _read = result.Buffer;
        return result;
    }

    private void EndUnderLock(string? failure)
    {
        _isEnded = true;
        _pipe.Writer.Complete(failure is null ? null : new IOException(failure));
    }

    private void Consumed(long count, bool isAll)
    {
        long granted = 0;
        bool isDone;
        lock (_gate)
        {
            _owed += count;
            isDone = _isEnded && isAll;
            if (_owed >= _window / 2 && !_isEnded)
            {
                granted = _owed;
                _credit += granted;
                _owed = 0;
            }
        }

        if (granted > 0)
        {
            _streams.Grant(Number, granted);
        }
        else if (isDone)
        {
            // A reader that has read to the end need not complete the stream.
            _streams.Remove(this, stops: false);
        }
    }
}
