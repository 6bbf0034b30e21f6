using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection over byte streams: one to read from and one to write to, or one for both.</summary>
/// <remarks>
/// The streams belong to the connection. Disposing one must end its pending reads and writes, as it does for sockets and pipes.
/// A receive that was canceled can be repeated; a send that was canceled ends sending, since it may have gone out in part.
/// </remarks>
public sealed class StreamConnection : ICommandConnection
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

    /// <summary>Makes a connection over one stream for both directions.</summary>
    /// <param name="stream">A stream that reads and writes at once: a socket's, a pipe's.</param>
    /// <param name="remote">Who is at the other end.</param>
    /// <param name="options">The framing and the limits, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of what it may be.</exception>
    public StreamConnection(Stream stream, PeerInfo remote, StreamOptions? options = null)
        : this(stream, stream, remote, options)
    {
    }

    /// <summary>Makes a connection over one stream for each direction.</summary>
    /// <param name="input">What the peer sends.</param>
    /// <param name="output">What the peer gets.</param>
    /// <param name="remote">Who is at the other end.</param>
    /// <param name="options">The framing and the limits, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of what it may be.</exception>
    public StreamConnection(Stream input, Stream output, PeerInfo remote, StreamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(remote);
        _input = input;
        _output = output;
        _write = new WriteBuffer(output);
        _detector = new FramingDetector((options ?? new StreamOptions()).Validated());
        _writeFraming = _detector.Initial;
        Remote = remote with { CarriesBinary = _writeFraming.CarriesBinary };
    }

    /// <summary>Who is at the other end, with what the framing carries.</summary>
    public PeerInfo Remote { get; }

    /// <inheritdoc/>
    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Frame?>(cancellationToken);
        }

        // Most messages have arrived together with one before them.
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

        // Until the last byte is out, the stream may end in the middle of a message.
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

    private static async ValueTask CloseAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsGone(e))
        {
            // A stream that flushes as it closes finds out here that its peer has left.
        }
    }

    /// <summary>Leaves out the frame that ends the connection, and what is behind it; whether there was one.</summary>
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
            // However the peer left, and whoever closed the stream: it is the end.
            _isEnded = true;
            return null;
        }
        catch (Exception e) when (IsGone(e))
        {
            // Some streams fail a canceled read as if they were gone.
            throw new OperationCanceledException("The receive was canceled.", e, cancellationToken);
        }
    }

    /// <summary>Gives the next message, or null at the end; false where more has to be read for either.</summary>
    private bool TryReceive(out Frame? frame, out long expected)
    {
        if (_isEnded || _isDisposed)
        {
            (frame, expected) = (null, 0);
            return true;
        }

        var read = Read();
        (frame, expected) = (read.Frame, read.Expected);
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

    /// <summary>What streams throw when an end of theirs is gone; a pipe that was closed throws an <see cref="InvalidOperationException"/>.</summary>
    private static bool IsGone(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException;
}
