using System.Buffers;
using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection over a WebSocket, which it owns. Each text or binary message is a frame.</summary>
/// <remarks>
/// <para>
/// Closing (RFC 6455, section 7.1) sends the status 1000, or 1009 after a message larger than the limit, or the status of a close
/// frame. It then waits for the peer's close, and cuts the connection if that does not come in time.
/// </para>
/// <para>.NET closes the WebSocket with 1007 on text that is not UTF-8; the connection then ends.</para>
/// </remarks>
public sealed class WebSocketConnection : ICommandConnection, IRecyclingConnection
{
    /// <summary>How long pending calls may take to end after an abort. Disposal completes after this time in any case.</summary>
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The highest number of bytes to gather before they are written.</summary>
    private const int MaxGatheredBytes = 64 * 1024;

    private readonly WebSocket _socket;
    private readonly BatchingStream? _stream;
    private readonly WebSocketMessage _message;
    private readonly TimeSpan _closeTimeout;
    private readonly Turn _receiving = new();
    private readonly Turn _sending = new();
    private TaskCompletionSource? _closed; // not null once disposal has begun
    private bool _ended;
    private WebSocketCloseStatus _closeStatus = WebSocketCloseStatus.NormalClosure;
    private string? _closeReason;

    /// <summary>Creates the connection.</summary>
    /// <param name="socket">An open WebSocket. From now on only this connection uses and disposes it.</param>
    /// <param name="remote">The peer at the other end.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <param name="stream">
    /// The stream of the WebSocket. It makes small messages cheaper, and lets an idle connection hold no buffers. Null if the
    /// WebSocket uses another stream: each message is then written separately.
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

    /// <summary>The peer at the other end. Binary frames can be sent to it.</summary>
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

                // While the connection is closing, frames are dropped. The peer's close must still be read, and it comes after them.
                if (frame is { } message && !Closing)
                {
                    return message with { EndsBurst = _stream is { HasInput: false } };
                }

                room = _message.Room();
            }

            return null;
        }
        catch (Exception exception) when (IsLossOfLink(exception))
        {
            // A canceled receive is reported here too: .NET can cancel a receive only by aborting the socket.
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

        // .NET aborts a write in the same way on cancellation, but it does not know about the gathered messages.
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

                // .NET registers with each cancelable token and unregisters again, which costs as much as gathering the message.
                var type = frame.Kind == FrameKind.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                var token = gathers ? CancellationToken.None : cancellationToken;
                await _socket.SendAsync(frame.Bytes, type, WebSocketMessageFlags.EndOfMessage, token).ConfigureAwait(false);
            }

            // The stream of a server completes a pending write after an abort as if it had succeeded.
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

    void IRecyclingConnection.Recycle(Frame frame) => _message.Recycle(frame);

    /// <summary>Closes with the status and the reason of a close frame. The close itself waits until this send has ended.</summary>
    private void EndWith(ReadOnlySpan<byte> body)
    {
        if (body.Length >= sizeof(ushort))
        {
            _closeStatus = (WebSocketCloseStatus)BinaryPrimitives.ReadUInt16BigEndian(body);
            _closeReason = Encoding.UTF8.GetString(body[sizeof(ushort)..]);
        }

        _ = Task.Run(() => DisposeAsync().AsTask());
    }

    /// <summary>
    /// Room for the beginning of a message. Empty if the message may take long to arrive: a receive into an empty buffer waits for it.
    /// </summary>
    private Memory<byte> RoomToWait()
    {
        if (_stream is null or { HasInput: true })
        {
            return _message.Room();
        }

        _message.Release();
        return Memory<byte>.Empty;
    }

    /// <summary>
    /// Notes whether the received message ends the connection, and why. Returns the frame, or null if its text is not valid.
    /// </summary>
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
            // .NET accepts a text that ends inside a character if its last fragment is empty. It has checked everything before.
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
            // Both at the same time: if each end has a pending send that waits for the other to read, neither can send its close first.
            await Task.WhenAll(SendCloseAsync(deadline.Token), ReadUntilClosedAsync(deadline.Token)).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLossOfLink(exception))
        {
            _socket.Abort();

            // An abort ends the pending calls, but they may still run when it returns.
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

    /// <summary>Reads and drops everything before the peer's close, unless the pending receive has already read the close.</summary>
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
    /// Whether the exception is one of those with which WebSockets report a lost connection: an error of the protocol or of the stream, an
    /// abort (reported as a cancellation), a disposal, or a state that allows no further calls.
    /// </summary>
    private static bool IsLossOfLink(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or InvalidOperationException;
}
