namespace Liaison.Tests.Sessions;

/// <summary>A value that knows how often it was written.</summary>
public sealed class CountingValue
{
    private int _reads;

    public int Number
    {
        get
        {
            Interlocked.Increment(ref _reads);
            return 7;
        }
    }

    internal int Reads => Volatile.Read(ref _reads);
}
