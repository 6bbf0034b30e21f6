using System.Threading.Tasks.Sources;

namespace Liaison.Transports;

/// <summary>A reusable wait for one waiter. It allocates no object for each wait.</summary>
internal sealed class Resumption : IValueTaskSource
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _source;
    private bool _isAwaited;

    /// <summary>Begins a wait. The result must be awaited once.</summary>
    /// <remarks>Only one wait at a time.</remarks>
    public ValueTask Begin()
    {
        lock (_lock)
        {
            _source.Reset();
            _isAwaited = true;
            return new ValueTask(this, _source.Version);
        }
    }

    /// <summary>
    /// Ends the wait, if there is one. The waiter continues on this thread before this method returns, so do not call it under a
    /// lock.
    /// </summary>
    public void Complete(Exception? failure = null)
    {
        if (!TryTakeWaiter())
        {
            return;
        }

        if (failure is null)
        {
            _source.SetResult(true);
        }
        else
        {
            _source.SetException(failure);
        }
    }

    /// <summary>Ends the wait with a failure, if there is one. The waiter continues on a thread of the pool.</summary>
    public void GiveUp(Exception reason)
    {
        if (TryTakeWaiter())
        {
            ThreadPool.UnsafeQueueUserWorkItem(static wait => wait.Waiter._source.SetException(wait.Reason), (Waiter: this, Reason: reason), preferLocal: false);
        }
    }

    /// <summary>
    /// Gives up the wait when the token fires, until the returned registration is disposed. Call it only after the wait has begun.
    /// </summary>
    public CancellationTokenRegistration GiveUpOn(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static (wait, token) => ((Resumption)wait!).GiveUp(new OperationCanceledException(token)), this);

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private bool TryTakeWaiter()
    {
        lock (_lock)
        {
            var isAwaited = _isAwaited;
            _isAwaited = false;
            return isAwaited;
        }
    }
}
