namespace Liaison.Transports;

/// <summary>Lets one caller in at a time, until it is closed for all. Safe from any thread; nobody waits but whoever closes it.</summary>
internal sealed class Turn
{
    private const int Taken = 1;
    private const int Closed = 2;

    private int _state;
    private TaskCompletionSource? _over;

    /// <summary>False where the turn is closed.</summary>
    /// <exception cref="InvalidOperationException">It is taken.</exception>
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

    /// <summary>Lets nobody in any more. The task ends once nobody is in. One caller closes.</summary>
    public Task CloseAsync()
    {
        // Before the state says so, since whoever releases looks here.
        _over ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if ((Interlocked.Or(ref _state, Closed) & Taken) == 0)
        {
            _over.TrySetResult();
        }

        return _over.Task;
    }
}
