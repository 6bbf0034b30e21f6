namespace Liaison.Sessions.CallsOut;

/// <summary>
/// Ends a call of this end when its caller's token is canceled or its timeout is over. Disposed when the call is answered.
/// </summary>
internal sealed class CallWatch : IDisposable
{
    private readonly CancellationTokenRegistration _registration;
    private readonly Timer? _timer;

    public CallWatch(RemoteCaller caller, OutgoingCall call, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (timeout is { } limit)
        {
            _timer = new Timer(_ => caller.RunOut(call), null, limit, Timeout.InfiniteTimeSpan);
        }

        _registration = cancellationToken.UnsafeRegister((_, token) => caller.Cancel(call, token), null);
    }

    public void Dispose()
    {
        // Does not wait for a running callback: the callback looks for the call in the table, and no longer finds it.
        _registration.Unregister();
        _timer?.Dispose();
    }
}
