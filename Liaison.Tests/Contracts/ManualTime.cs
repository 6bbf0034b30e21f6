namespace Liaison.Tests.Contracts;

/// <summary>A clock that moves when it is told to, with one timer.</summary>
internal sealed class ManualTime : TimeProvider, ITimer
{
    private TimerCallback? _callback;
    private TimeSpan _now;
    private TimeSpan _due;
    private TimeSpan _period;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _callback = callback;
        Change(dueTime, period);
        Advance(TimeSpan.Zero);
        return this;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        (_due, _period) = (_now + dueTime, period);
        return true;
    }

    public void Advance(TimeSpan by)
    {
        var end = _now + by;
        while (_due <= end && _callback is { } callback)
        {
            _now = _due;
            _due += _period;
            callback(null);
        }

        _now = end;
    }

    public void Dispose() => _callback = null;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
