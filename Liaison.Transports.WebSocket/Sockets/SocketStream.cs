using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace Liaison.Transports;

/// <summary>A stream over a socket that does not block. It tries each read and write without waiting first.</summary>
/// <remarks>
/// One caller may read while one caller writes. Disposing sends everything that was written, then the end, and closes when the
/// peer has closed its side, or after a moment.
/// </remarks>
internal sealed class SocketStream : Stream
{
    /// <summary>How long a closed connection drops what its peer still sends.</summary>
    /// <remarks>
    /// Closing a socket with unread bytes resets the connection, and the reset destroys the last sent bytes before the peer has
    /// read them.
    /// </remarks>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(250);

    /// <summary>For bytes that are dropped. All connections write to it, and nobody reads it.</summary>
    private static readonly byte[] Unwanted = new byte[4 * 1024];

    /// <summary>
    /// How long a read waits on its own thread for a peer that was quick the last time. On Unix it is the shortest time for which a socket
    /// can be polled.
    /// </summary>
    private static readonly TimeSpan OwnWait = TimeSpan.FromMilliseconds(1);

    private static int _waiting; // 1 while a read waits on its own thread

    private readonly Socket _socket;
    private readonly CancellationTokenSource _closed = new();
    private ReadOnlyMemory<byte> _putBack;
    private bool _isQuick;
    private volatile bool _inputEnded;
    private volatile bool _writes;
    private int _ending;
    private int _fired;

    /// <param name="socket">The connected socket, which does not block. The stream owns it.</param>
    public SocketStream(Socket socket) => _socket = socket;

    /// <summary>Fires once, on the pool, when the peer has closed its side, or the connection has failed or was closed.</summary>
    public CancellationToken Closed => _closed.Token;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes the next reads return these bytes, which were read before. Only the reader may call it.</summary>
    public void PutBack(ReadOnlyMemory<byte> bytes) => _putBack = bytes;

    /// <summary>Resets the connection at once. Pending reads and writes fail.</summary>
    public void Abort()
    {
        Interlocked.Exchange(ref _ending, 1);
        _socket.Close(0);
        FireClosed();
    }

    /// <inheritdoc/>
    /// <remarks>A read into an empty buffer waits until there are bytes, or the end.</remarks>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_putBack.IsEmpty)
        {
            return new ValueTask<int>(TakePutBack(buffer.Span));
        }

        try
        {
            if (buffer.IsEmpty)
            {
                return ComesAtOnce() ? new ValueTask<int>(0) : ReceiveAsync(buffer, cancellationToken);
            }

            var count = _socket.Receive(buffer.Span, SocketFlags.None, out var error);
            return error switch
            {
                SocketError.Success => new ValueTask<int>(NoteEnd(count)),
                SocketError.WouldBlock => ReceiveAsync(buffer, cancellationToken),
                _ => ValueTask.FromException<int>(Failed(new SocketException((int)error))),
            };
        }
        catch (ObjectDisposedException exception)
        {
            return ValueTask.FromException<int>(Failed(exception));
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var sent = _socket.Send(buffer.Span, SocketFlags.None, out var error);
            return error switch
            {
                SocketError.Success when sent == buffer.Length => ValueTask.CompletedTask,
                SocketError.Success or SocketError.WouldBlock => SendAsync(buffer[sent..], cancellationToken),
                _ => ValueTask.FromException(Failed(new SocketException((int)error))),
            };
        }
        catch (ObjectDisposedException exception)
        {
            return ValueTask.FromException(Failed(exception));
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _ending, 1) == 0)
        {
            _ = EndAsync();
        }

        base.Dispose(disposing);
    }

    /// <summary>Waits for a moment until there are bytes, or the end. Otherwise two other threads must be woken when they come.</summary>
    /// <remarks>Only one read of the process waits like this, and only while a thread of the pool has nothing else to do.</remarks>
    private bool ComesAtOnce()
    {
        if (!_isQuick || Environment.ProcessorCount == 1 || !Thread.CurrentThread.IsThreadPoolThread || ThreadPool.PendingWorkItemCount > 0
            || Interlocked.Exchange(ref _waiting, 1) == 1)
        {
            return false;
        }

        try
        {
            return _socket.Poll(OwnWait, SelectMode.SelectRead);
        }
        finally
        {
            Volatile.Write(ref _waiting, 0);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var begun = Stopwatch.GetTimestamp();
            var count = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            _isQuick = Stopwatch.GetElapsedTime(begun) < OwnWait;
            return buffer.IsEmpty ? 0 : NoteEnd(count);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Failed(exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _writes = true;
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
            }

            _writes = false;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Failed(exception);
        }
    }

    private int TakePutBack(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, _putBack.Length);
        _putBack.Span[..count].CopyTo(destination);
        _putBack = _putBack[count..];
        return count;
    }

    private int NoteEnd(int count)
    {
        if (count == 0)
        {
            _inputEnded = true;
            FireClosed();
        }

        return count;
    }

    /// <summary>Returns the exception that the server expects: it does not log these two as errors.</summary>
    private Exception Failed(Exception exception)
    {
        FireClosed();
        return Volatile.Read(ref _ending) == 1
            ? new ConnectionAbortedException("The connection was closed.", exception)
            : new ConnectionResetException(exception.Message, exception);
    }

    private void FireClosed()
    {
        if (Interlocked.Exchange(ref _fired, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
        }
    }

    private async Task EndAsync()
    {
        FireClosed();
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            if (!_inputEnded)
            {
                using var deadline = new CancellationTokenSource(Linger);
                while (await _socket.ReceiveAsync(Unwanted, SocketFlags.None, deadline.Token).ConfigureAwait(false) > 0)
                {
                    // Dropped.
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is gone, or its peer was given its time.
        }
        finally
        {
            // A write that its peer does not take ends only with a reset.
            _socket.Close(_writes ? 0 : -1);
        }
    }
}
