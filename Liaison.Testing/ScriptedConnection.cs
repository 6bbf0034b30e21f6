using System.Text;
using System.Threading.Channels;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Testing;

/// <summary>
/// A connection whose peer is the test: it receives the frames that the test prepared, and keeps the frames that are sent.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ScriptedConnection : ICommandConnection
{
    private readonly Channel<Frame> _prepared = Channel.CreateUnbounded<Frame>();
    private readonly Channel<Frame> _sent = Channel.CreateUnbounded<Frame>();
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The description of the peer. By default it accepts binary frames.</summary>
    public PeerInfo Remote { get; init; } = new("scripted", "test") { CarriesBinary = true };

    /// <summary>Completes when the connection is disposed.</summary>
    public Task Disposed => _disposed.Task;

    /// <summary>Adds a frame that the peer sends. Frames after <see cref="End"/> are ignored.</summary>
    public ScriptedConnection Give(Frame frame)
    {
        _prepared.Writer.TryWrite(frame);
        return this;
    }

    /// <summary>Adds a text message that the peer sends.</summary>
    public ScriptedConnection Give(string message) => Give(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(message)));

    /// <summary>Lets the peer leave after its last frame. Without this call, receiving waits for more frames.</summary>
    public ScriptedConnection End()
    {
        _prepared.Writer.TryComplete();
        return this;
    }

    /// <summary>Waits for the next frame that was sent to the peer, in order.</summary>
    /// <exception cref="IOException">The connection was disposed, and there are no more frames.</exception>
    public async ValueTask<Frame> NextSentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _sent.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new IOException("The connection was disposed before another frame was sent.", e);
        }
    }

    /// <summary>Waits for the next frame that was sent to the peer, as text.</summary>
    /// <exception cref="IOException">The connection was disposed, and there are no more frames.</exception>
    public async ValueTask<string> NextSentTextAsync(CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString((await NextSentAsync(cancellationToken)).Bytes.Span);

    /// <inheritdoc/>
    public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (!_disposed.Task.IsCompleted && await _prepared.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_prepared.Reader.TryRead(out var frame))
            {
                return frame;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var frame in frames.Span)
        {
            // Copied, because the sender may reuse its buffer.
            if (!_sent.Writer.TryWrite(frame with { Bytes = frame.Bytes.ToArray() }))
            {
                throw new IOException("The scripted connection was disposed.");
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed.TrySetResult();
        _prepared.Writer.TryComplete();
        _sent.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
