namespace Liaison.Transports;

/// <summary>Admits one caller at a time, until it is closed. Thread-safe. Only <see cref="CloseAsync"/> waits.</summary>
internal sealed class Turn
{
    private const int Taken = 1;
    private const int Closed = 2;

    private int _state;
    private TaskCompletionSource? _over;

    /// <summary>Takes the turn. False if it is closed.</summary>
    /// <exception cref="InvalidOperationException">Another caller has the turn.</exception>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, 0) switch
    {
        0 => true,
        Taken => throw new InvalidOperationException("Another call is pending. Wait for it: one caller receives and one caller sends at a time."),
        _ => false,
    };

    public void Release()
    {
        if (Interlocked.And(ref _state, ~Taken) == (Taken | Closed))
        {
            _over!.TrySetResult();
        }
    }

    /// <summary>Admits no more callers. The task completes once no caller has the turn. Called once.</summary>
    public Task CloseAsync()
    {
        // Set before the state changes, since Release reads it.
        _over ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if ((Interlocked.Or(ref _state, Closed) & Taken) == 0)
        {
            _over.TrySetResult();
        }

        return _over.Task;
    }
}
