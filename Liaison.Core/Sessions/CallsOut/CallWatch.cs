namespace Liaison.Sessions.CallsOut;

/// <summary>Ends one of this end's own calls when its caller's token fires, or its timeout is over. Disposed when the call is answered.</summary>
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
        // Not waited for: what it runs takes the call out of the table, and finds nothing there.
        _registration.Unregister();
        _timer?.Dispose();
    }
}
