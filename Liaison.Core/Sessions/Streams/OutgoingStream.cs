using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;

namespace Liaison.Sessions.Streams;

/// <summary>A stream that this end sends. It reads and sends only as many bytes as the other end has granted. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of the token has nothing to dispose: it has no timer and no linked token.")]
internal sealed class OutgoingStream : StreamPart
{
    private readonly PeerStreams _streams;
    private readonly Stream _source;
    private readonly bool _ownsSource;
    private readonly CancellationTokenSource _stopped = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private long _credit;
    private bool _isPumping;
    private bool _isStopped;
    private bool _isGranted;
    private string? _why;

    /// <summary>Creates a stream. Nothing is read from the source before the other end grants bytes.</summary>
    /// <param name="streams">The streams of the connection.</param>
    /// <param name="number">The number of the stream.</param>
    /// <param name="source">The stream to read from.</param>
    /// <param name="ownsSource">Whether to dispose the source at the end.</param>
    public OutgoingStream(PeerStreams streams, long number, Stream source, bool ownsSource) =>
        (_streams, Number, _source, _ownsSource) = (streams, number, source, ownsSource);

    public long Number { get; }

    /// <summary>Completes when the source is no longer read, and is disposed if this stream owns it. Never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The stream's reference in a message.</summary>
    public RawJson ToJson(long? length) => new(StreamReference.Write(Number, length), this);

    /// <summary>Allows more bytes; false if the sum would be too large.</summary>
    public bool TryGrant(long bytes)
    {
        lock (_gate)
        {
            if (bytes < 0 || bytes > long.MaxValue - _credit)
            {
                return false;
            }

            _credit += bytes;
            _isGranted = true;
            if (_isPumping || _isStopped)
            {
                return true;
            }

            _isPumping = true;
        }

        // This method runs on the connection's reader, which must not read from the source.
        ThreadPool.UnsafeQueueUserWorkItem(static stream => _ = stream.PumpAsync(), this, preferLocal: false);
        return true;
    }

    /// <summary>Stops sending.</summary>
    /// <param name="why">The error for a reader that waits for more; null if there is no reader.</param>
    public void Stop(string? why = null)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            _why = _isGranted ? why : null;
            if (!_isPumping)
            {
                _isPumping = true;
                ThreadPool.UnsafeQueueUserWorkItem(static stream => _ = stream.PumpAsync(), this, preferLocal: false);
            }
        }

        _ = _stopped.CancelAsync();
    }

    private async Task PumpAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(_streams.ChunkBytes);
        try
        {
            while (true)
            {
                var room = TakeCredit();
                if (room == 0)
                {
                    return;
                }

                if (room < 0 || !await GiveAsync(buffer.AsMemory(0, room)).ConfigureAwait(false))
                {
                    await EndAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // How many bytes may be read now. 0 waits for more credit; a negative number is the end.
    private int TakeCredit()
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return -1;
            }

            var room = (int)Math.Min(_credit, _streams.ChunkBytes);
            _credit -= room;
            _isPumping = room > 0;
            return room;
        }
    }

    // Returns whether there may be more.
    private async ValueTask<bool> GiveAsync(Memory<byte> buffer)
    {
        try
        {
            var count = await _source.ReadAsync(buffer, _stopped.Token).ConfigureAwait(false);
            lock (_gate)
            {
                _credit += buffer.Length - count;
            }

            await _streams.WaitForRoomAsync(_stopped.Token).ConfigureAwait(false);
            return _streams.Send(new Chunk(Number, buffer[..count]) { IsLast = count == 0 }) && count > 0;
        }
        catch (Exception) when (_stopped.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            _streams.Send(new Chunk(Number, default) { Failure = ExceptionText.Message(failure) });
            return false;
        }
    }

    private async ValueTask EndAsync()
    {
        string? why;
        lock (_gate)
        {
            _isStopped = true;
            why = _why;
        }

        if (why is not null)
        {
            _streams.Send(new Chunk(Number, default) { Failure = why });
        }

        _streams.Remove(this);
        if (_ownsSource)
        {
            await _streams.DisposeAsync(_source).ConfigureAwait(false);
        }

        _ended.SetResult();
    }
}
