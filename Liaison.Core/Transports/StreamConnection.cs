using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection over byte streams: one stream per direction, or one for both.</summary>
/// <remarks>
/// The connection owns the streams. Disposing a stream must end its pending reads and writes, as it does for sockets and pipes. A canceled
/// receive can be repeated. After a canceled send no more can be sent, since a part of the message may have been sent.
/// </remarks>
public sealed class StreamConnection : ICommandConnection, IRecyclingConnection
{
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly ReadBuffer _read = new();
    private readonly WriteBuffer _write;
    private readonly FramingDetector _detector;

    private Framing? _readFraming;
    private volatile Framing _writeFraming;
    private bool _isEnded;
    private bool _isSendBroken;
    private volatile bool _isDisposed;

    /// <summary>Creates a connection over one stream for both directions.</summary>
    /// <param name="stream">A stream that can read and write at the same time, such as that of a socket or a pipe.</param>
    /// <param name="remote">The peer at the other end.</param>
    /// <param name="options">The framing and the limits; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public StreamConnection(Stream stream, PeerInfo remote, StreamOptions? options = null)
        : this(stream, stream, remote, options)
    {
    }

    /// <summary>Creates a connection over one stream for each direction.</summary>
    /// <param name="input">The stream to receive from.</param>
    /// <param name="output">The stream to send to.</param>
    /// <param name="remote">The peer at the other end.</param>
    /// <param name="options">The framing and the limits; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public StreamConnection(Stream input, Stream output, PeerInfo remote, StreamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(remote);
        _input = GuardedPipe.Over(input);
        _output = ReferenceEquals(input, output) ? _input : GuardedPipe.Over(output);
        _write = new WriteBuffer(_output);
        _detector = new FramingDetector((options ?? new StreamOptions()).Validated());
        _writeFraming = _detector.Initial;
        Remote = remote with { CarriesBinary = _writeFraming.CarriesBinary };
    }

    /// <summary>
    /// The peer at the other end. <see cref="PeerInfo.CarriesBinary"/> is true for the framings Length and Length64, and false for all
    /// others, DetectLength64 included.
    /// </summary>
    public PeerInfo Remote { get; }

    /// <inheritdoc/>
    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Frame?>(cancellationToken);
        }

        // Most messages arrive together with an earlier one.
        return TryReceive(out var frame, out var expected) ? new ValueTask<Frame?>(frame) : ReceiveAsync(expected, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var framing = _writeFraming;
        if (!framing.CarriesBinary)
        {
            RefuseBinary(frames.Span);
        }

        var closes = TakeClose(ref frames);

        if (_isSendBroken || _isDisposed)
        {
            throw new IOException($"The connection to {Remote.Transport} peer {Remote.Address} is closed. Connect again.");
        }

        // Until the last byte is written, the stream may end in the middle of a message.
        _isSendBroken = true;
        try
        {
            await _write.SendAsync(framing, frames, cancellationToken).ConfigureAwait(false);
            _isSendBroken = false;
            if (closes)
            {
                await DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsGone(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException($"The {Remote.Transport} peer {Remote.Address} is gone: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            await CloseAsync(_output).ConfigureAwait(false);
            await CloseAsync(_input).ConfigureAwait(false);
        }
    }

    void IRecyclingConnection.Recycle(Frame frame) => _read.Recycle(frame.Bytes);

    private static async ValueTask CloseAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsGone(e))
        {
            // A stream that flushes when it closes notices here that its peer has left.
        }
    }

    /// <summary>Removes the frame that closes the connection, and all frames after it. Returns whether there was one.</summary>
    private static bool TakeClose(ref ReadOnlyMemory<Frame> frames)
    {
        for (var i = 0; i < frames.Length; i++)
        {
            if (frames.Span[i].Kind == FrameKind.Close)
            {
                frames = frames[..i];
                return true;
            }
        }

        return false;
    }

    private static void RefuseBinary(ReadOnlySpan<Frame> frames)
    {
        foreach (var frame in frames)
        {
            if (frame.Kind == FrameKind.Binary)
            {
                throw new NotSupportedException("Lines and headers carry text alone. Set StreamFraming.Length, or Length64, at both ends to send binary messages.");
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Frame?> ReceiveAsync(long expected, CancellationToken cancellationToken)
    {
        try
        {
            Frame? frame;
            do
            {
                _read.Advance(await _input.ReadAsync(_read.GetRoom(expected), cancellationToken).ConfigureAwait(false));
            }
            while (!TryReceive(out frame, out expected));

            return frame;
        }
        catch (Exception e) when (IsGone(e) && !cancellationToken.IsCancellationRequested)
        {
            // The connection has ended, however the peer left and whichever side closed the stream.
            _isEnded = true;
            return null;
        }
        catch (Exception e) when (IsGone(e))
        {
            // Some streams report a canceled read as a lost connection.
            throw new OperationCanceledException("The receive was canceled.", e, cancellationToken);
        }
    }

    /// <summary>Gets the next message, or null at the end of the stream. False if more bytes must be read first.</summary>
    private bool TryReceive(out Frame? frame, out long expected)
    {
        if (_isEnded || _isDisposed)
        {
            (frame, expected) = (null, 0);
            return true;
        }

        var read = Read();
        (frame, expected) = (read.Frame is { } message ? message with { EndsBurst = _read.Unread.IsEmpty } : null, read.Expected);
        _isEnded = read.Frame is null ? _read.IsEnded : read.IsLast;
        return read.Frame is not null || _isEnded;
    }

    private FrameRead Read()
    {
        if (_readFraming is null)
        {
            _readFraming = _detector.Detect(_read);
            if (_readFraming is null)
            {
                return FrameRead.Incomplete(FramingDetector.Expected);
            }

            _writeFraming = _readFraming;
        }

        return _readFraming.Read(_read);
    }

    /// <summary>
    /// Whether the exception means that an end of the stream is gone. A closed pipe throws an <see cref="InvalidOperationException"/>.
    /// </summary>
    private static bool IsGone(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException;
}
