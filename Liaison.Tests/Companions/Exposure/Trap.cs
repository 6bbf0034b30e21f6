namespace Liaison.Tests.Companions.Exposure;

/// <summary>What must never happen: everything that no peer may reach springs it.</summary>
internal static class Trap
{
    private static int _sprung;

    public static int Sprung => Volatile.Read(ref _sprung);

    public static T Spring<T>(T value)
    {
        Interlocked.Increment(ref _sprung);
        return value;
    }
}
