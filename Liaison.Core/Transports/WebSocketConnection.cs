using System.Buffers;
using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A link over a WebSocket, which it owns: a message of text or binary is a frame.</summary>
/// <remarks>
/// Closing (RFC 6455, section 7.1) sends status 1000, 1009 after a message past the limit, or that of a close frame; it waits for the peer's close, and cuts
/// the link where that does not come in time. Text that is not UTF-8 is closed with 1007 by the framework, and is an end here.
/// </remarks>
public sealed class WebSocketConnection : ICommandConnection
{
    /// <summary>How long what is pending may take to end after an abort. Past it a disposal is done all the same.</summary>
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(2);

    /// <summary>So many bytes are gathered at most before they are written.</summary>
    private const int MaxGatheredBytes = 64 * 1024;

    private readonly WebSocket _socket;
    private readonly BatchingStream? _stream;
    private readonly WebSocketMessage _message;
    private readonly TimeSpan _closeTimeout;
    private readonly Turn _receiving = new();
    private readonly Turn _sending = new();
    private TaskCompletionSource? _closed; // there from the beginning of a disposal on
    private bool _ended;
    private WebSocketCloseStatus _closeStatus = WebSocketCloseStatus.NormalClosure;
    private string? _closeReason;

    /// <summary>Makes the link.</summary>
    /// <param name="socket">An open WebSocket, from now on used and disposed by this link alone.</param>
    /// <param name="remote">Who is at the other end.</param>
    /// <param name="options">The limits; the defaults where null.</param>
    /// <param name="stream">
    /// The stream that the WebSocket was made over, which makes small messages cheaper and lets an idle link do without buffers; null
    /// where it was made over another, and a message is a write.
    /// </param>
    public WebSocketConnection(
        WebSocket socket, PeerInfo remote, WebSocketConnectionOptions? options = null, BatchingStream? stream = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(remote);
        options ??= new WebSocketConnectionOptions();
        options.Validate();
        _socket = socket;
        _stream = stream;
        _message = new WebSocketMessage(options.MaxMessageBytes, remote.Admission, options.MaxUnprovedMessageBytes);
        _closeTimeout = options.CloseTimeout;
        Remote = remote with { CarriesBinary = true };
    }

    /// <summary>Who is at the other end, as one to whom binary frames can be sent.</summary>
    public PeerInfo Remote { get; }

    private bool Closing => Volatile.Read(ref _closed) is not null;

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (!_receiving.TryTake())
        {
            return null;
        }

        try
        {
            var room = RoomToWait();
            while (!_ended)
            {
                var received = await _socket.ReceiveAsync(room, cancellationToken).ConfigureAwait(false);
                var frame = NoteEnd(received, received.MessageType == WebSocketMessageType.Close ? null : _message.Add(received));

                // While the link is being closed nobody wants a frame, but the peer's close is still to be read, and is behind it.
                if (frame is not null && !Closing)
                {
                    return frame;
                }

                room = _message.Room();
            }

            return null;
        }
        catch (Exception exception) when (IsLossOfLink(exception))
        {
            // A cancelled receive shows up here too: the framework can only abandon one by aborting the socket.
            _ended = true;
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
        finally
        {
            _receiving.Release();
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        if (!_sending.TryTake())
        {
            throw Gone(new ObjectDisposedException(nameof(WebSocketConnection)));
        }

        // The same that the framework does with what it is writing; it cannot know of what was gathered.
        using var canceling = cancellationToken.UnsafeRegister(static socket => ((WebSocket)socket!).Abort(), _socket);
        try
        {
            var gathered = 0;
            for (var i = 0; i < frames.Length; i++)
            {
                var frame = frames.Span[i];
                if (frame.Kind == FrameKind.Close)
                {
                    EndWith(frame.Bytes.Span);
                    return;
                }

                gathered += frame.Bytes.Length;
                var gathers = _stream is not null && i < frames.Length - 1 && gathered <= MaxGatheredBytes;
                _stream?.Gathers = gathers;
                gathered = gathers ? gathered : 0;

                // For each send with a token that can fire the framework registers and unregisters, which costs as much as gathering.
                var type = frame.Kind == FrameKind.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                var token = gathers ? CancellationToken.None : cancellationToken;
                await _socket.SendAsync(frame.Bytes, type, WebSocketMessageFlags.EndOfMessage, token).ConfigureAwait(false);
            }

            // A server's stream ends a write that was pending when it was aborted as if it had been done.
            ObjectDisposedException.ThrowIf(_socket.State == WebSocketState.Aborted, this);
        }
        catch (Exception exception) when (IsLossOfLink(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Gone(exception);
        }
        finally
        {
            _stream?.Gathers = false;
            _sending.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _closed, closed, null) is { } first)
        {
            await first.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _socket.Dispose();
            closed.SetResult();
        }
    }

    /// <summary>Closes with the status and the reason of a frame. The close itself waits for this send to end.</summary>
    private void EndWith(ReadOnlySpan<byte> body)
    {
        if (body.Length >= sizeof(ushort))
        {
            _closeStatus = (WebSocketCloseStatus)BinaryPrimitives.ReadUInt16BigEndian(body);
            _closeReason = Encoding.UTF8.GetString(body[sizeof(ushort)..]);
        }

        _ = Task.Run(() => DisposeAsync().AsTask());
    }

    /// <summary>Room for the beginning of a message, or none where it may be long in coming: a receive of nothing waits until it is there.</summary>
    private Memory<byte> RoomToWait()
    {
        if (_stream is null or { HasInput: true })
        {
            return _message.Room();
        }

        _message.Release();
        return Memory<byte>.Empty;
    }

    /// <summary>Whether the link ends with what was received, and why; gives the frame, but for one that is no text.</summary>
    private Frame? NoteEnd(ValueWebSocketReceiveResult received, Frame? frame)
    {
        _ended = received.MessageType == WebSocketMessageType.Close;
        if (frame is { Truncated: true })
        {
            _ended = true;
            _closeStatus = WebSocketCloseStatus.MessageTooBig;
        }
        else if (frame is { Kind: FrameKind.Text, Bytes: { IsEmpty: false } bytes } && Rune.DecodeLastFromUtf8(bytes.Span, out _, out _) != OperationStatus.Done)
        {
            // The framework lets a text end inside of a character where its last fragment is empty; it has checked all that is before.
            _ended = true;
            _closeStatus = WebSocketCloseStatus.InvalidPayloadData;
            return null;
        }

        return frame;
    }

    private async Task CloseAsync()
    {
        using var deadline = new CancellationTokenSource(_closeTimeout);
        try
        {
            // Both at once: where each end has a send that the other must read on for, neither could send its close first.
            await Task.WhenAll(SendCloseAsync(deadline.Token), ReadUntilClosedAsync(deadline.Token)).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLossOfLink(exception))
        {
            _socket.Abort();

            // An abort ends what is pending, but need not have done so on its return.
            var ended = Task.WhenAll(_receiving.CloseAsync(), _sending.CloseAsync());
            await ended.WaitAsync(AbortTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendCloseAsync(CancellationToken deadline)
    {
        await _sending.CloseAsync().WaitAsync(deadline).ConfigureAwait(false);
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(_closeStatus, _closeReason, deadline).ConfigureAwait(false);
        }
    }

    /// <summary>Reads, and drops, what comes before the peer's close, unless the receive that was pending has done so.</summary>
    private async Task ReadUntilClosedAsync(CancellationToken deadline)
    {
        await _receiving.CloseAsync().WaitAsync(deadline).ConfigureAwait(false);
        var unwanted = new byte[4 * 1024];
        while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            await _socket.ReceiveAsync(unwanted.AsMemory(), deadline).ConfigureAwait(false);
        }
    }

    private IOException Gone(Exception reason) => new($"The link to {Remote.Address} is gone; connect again to send more.", reason);

    /// <summary>
    /// Whether the exception is one of the ways in which WebSockets report that the peer or the link is gone: the protocol's own,
    /// the stream's, an abort (reported as a cancellation), a disposal, a state in which nothing can be done any more.
    /// </summary>
    private static bool IsLossOfLink(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or InvalidOperationException;
}
