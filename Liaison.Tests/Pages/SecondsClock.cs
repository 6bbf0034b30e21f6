namespace Liaison.Tests.Pages;

/// <summary>A clock that a test moves on.</summary>
internal sealed class SecondsClock : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public void MoveOn(int seconds) => Interlocked.Add(ref _seconds, seconds);

    public override long GetTimestamp() => Interlocked.Read(ref _seconds);
}
