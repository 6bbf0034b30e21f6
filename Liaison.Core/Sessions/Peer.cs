using System.Diagnostics.CodeAnalysis;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Sessions;

/// <summary>One served connection: reads requests, has them run, and sends the answers.</summary>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync disposes the queue; the sources have nothing to dispose, and abandoned commands hold their tokens.")]
internal sealed class Peer
{
    private readonly ICommandConnection _connection;
    private readonly PeerSettings _settings;
    private readonly IWireCodec _codec;
    private readonly OutboundQueue _outbound;
    private readonly CallTable _calls;
    private readonly CommandLane? _lane;
    private readonly CancellationTokenSource _callsSource = new();
    private readonly CancellationTokenSource _goneSource = new();
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _truncated;
    private volatile bool _stopping;

    public Peer(ICommandConnection connection, PeerSettings settings)
    {
        _connection = connection;
        _settings = settings;
        _codec = settings.Protocol.CreateCodec(new CodecSettings { Json = settings.Companion.Json, MaxDepth = settings.Companion.Options.MaxDepth });
        _outbound = new OutboundQueue(connection, _codec, settings.MaxUnsentBytes);
        _calls = new CallTable(settings.MaxPendingCalls, settings.MaxPendingBytes);
        _lane = settings.Execution == Execution.PerConnection ? new CommandLane() : settings.SharedLane;
        CallsToken = _callsSource.Token;
    }

    public PeerInfo Remote => _connection.Remote;

    public Companion Companion => _settings.Companion;

    public SynchronizationContext? SynchronizationContext => _settings.SynchronizationContext;

    /// <summary>The token of all calls: fires when the peer has left, and when the host stops and has waited long enough.</summary>
    public CancellationToken CallsToken { get; }

    /// <summary>Ends when the connection is closed and nothing of the peer is left.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Serves until the peer leaves or <see cref="StopAsync"/> closes the connection. Throws nothing.</summary>
    public async Task RunAsync()
    {
        var sending = SendAsync();
        try
        {
            await ReadAsync().ConfigureAwait(false);
            await FinishAsync(PatienceAtEnd()).ConfigureAwait(false);
            await FlushAsync(Remote.ReadsAfterEnd ? Timeout.InfiniteTimeSpan : _settings.DrainTimeout).ConfigureAwait(false);
        }
        finally
        {
            await BreakAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
            _outbound.Dispose();
            _ended.SetResult();
        }
    }

    /// <summary>
    /// Lets what is running finish until the drain timeout, then cancels it, answers what is still pending, and closes the connection.
    /// </summary>
    public async Task StopAsync()
    {
        _stopping = true;
        await FinishAsync(_settings.DrainTimeout).ConfigureAwait(false);
        await FlushAsync(_settings.DrainTimeout).ConfigureAwait(false);
        await BreakAsync().ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
    }

    /// <summary>Sends the answer of a call that was pending.</summary>
    public void Complete(PendingCall call, Envelope answer)
    {
        try
        {
            if (answer is Fault { Error: { Cause: { } cause, Code: ErrorCode.Failed } })
            {
                SessionLog.CommandFailed(_settings.Logger, call.Request.Command, Remote.Transport, Remote.Address, cause);
            }

            Send(answer);
        }
        catch (Exception failure)
        {
            // A codec that throws, as it should not, costs its own connection and nobody else's turn in the lane.
            _ = BreakAsync();
            SessionLog.SendFailed(_settings.Logger, Remote.Transport, Remote.Address, failure);
        }
        finally
        {
            _calls.Remove(call);
        }
    }

    /// <summary>Why calls are answered without being run to their end.</summary>
    public CommandError ReasonToAbandon() => _stopping
        ? CommandError.Of(ErrorCode.ShuttingDown, "The host stopped before the command ended.")
        : CommandError.Of(ErrorCode.Canceled, "The peer left before the command ended.");

    private async Task ReadAsync()
    {
        var decoded = new List<Envelope>();
        try
        {
            // Closing the connection ends this: a canceled read would make some links useless for the replies that are still to go.
            while (await _connection.ReceiveAsync(CancellationToken.None).ConfigureAwait(false) is { } frame)
            {
                _truncated |= frame.Truncated;
                _codec.Decode(frame, decoded);
                foreach (var envelope in decoded)
                {
                    Dispatch(envelope);
                }

                decoded.Clear();
            }
        }
        catch (Exception failure)
        {
            SessionLog.ReadFailed(_settings.Logger, Remote.Transport, Remote.Address, failure);
        }
    }

    private void Dispatch(Envelope envelope)
    {
        if (envelope is not Request request)
        {
            return;
        }

        var call = new PendingCall(this, request);
        if (_calls.TryAdd(call) is { } refusal)
        {
            Send(new Fault(request, refusal));
        }
        else if (_lane is { } lane && !(Companion.Commands.TryGet(request.Command, out var command) && command.IsConcurrent))
        {
            lane.Enqueue(call);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: true);
        }
    }

    private void Send(Envelope answer)
    {
        if (!_outbound.TrySend(answer) && !_goneSource.IsCancellationRequested)
        {
            SessionLog.PeerTooSlow(_settings.Logger, Remote.Transport, Remote.Address, _settings.MaxUnsentBytes);
            _ = BreakAsync();
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await _outbound.RunAsync(_goneSource.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_goneSource.IsCancellationRequested)
        {
            // The connection is being closed.
        }
        catch (Exception failure)
        {
            SessionLog.SendFailed(_settings.Logger, Remote.Transport, Remote.Address, failure);
            _ = BreakAsync();
        }
        finally
        {
            _sent.SetResult();
        }
    }

    // At the end of a pipe whoever reads the answers waits for them, however long they take; the host's stop cuts that short.
    private TimeSpan PatienceAtEnd() =>
        Remote.ReadsAfterEnd ? Timeout.InfiniteTimeSpan
        : _stopping || _truncated ? _settings.DrainTimeout
        : TimeSpan.Zero;

    // Safe to be called twice, by the reader's end and by StopAsync at once; so are the two that follow.
    private async Task FinishAsync(TimeSpan patience)
    {
        var finished = _calls.CloseAsync();
        await WaitAsync(finished, patience).ConfigureAwait(false);
        if (!finished.IsCompleted)
        {
            await CancelCallsAsync().ConfigureAwait(false);
            await WaitAsync(finished, _settings.CancelTimeout).ConfigureAwait(false);
        }

        foreach (var call in _calls.Snapshot())
        {
            SessionLog.CommandAbandoned(_settings.Logger, call.Request.Command, Remote.Transport, Remote.Address);
            call.Abandon();
        }
    }

    private Task FlushAsync(TimeSpan patience)
    {
        _outbound.Complete();
        return WaitAsync(_sent.Task, patience);
    }

    /// <summary>Closes the connection, which ends the reader and the sender. Throws nothing.</summary>
    private async Task BreakAsync()
    {
        await _goneSource.CancelAsync().ConfigureAwait(false);
        try
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            SessionLog.CloseFailed(_settings.Logger, Remote.Transport, Remote.Address, failure);
        }
    }

    private async Task CancelCallsAsync()
    {
        try
        {
            await _callsSource.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException failure)
        {
            // A callback that a command registered on its token threw.
            SessionLog.CancelFailed(_settings.Logger, Remote.Transport, Remote.Address, failure);
        }
    }

    private async Task WaitAsync(Task task, TimeSpan patience)
    {
        try
        {
            await task.WaitAsync(patience, _goneSource.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            // Waited long enough, or the link is gone and nobody is there to be answered.
        }
    }
}
