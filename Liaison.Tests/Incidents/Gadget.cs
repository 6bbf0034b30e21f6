namespace Liaison.Tests.Incidents;

/// <summary>A type that does something when it is made, as those do that attacks on deserialisers name.</summary>
public sealed class Gadget
{
    private static int _made;

    public Gadget() => Interlocked.Increment(ref _made);

    /// <summary>How many there were.</summary>
    public static int Made => Volatile.Read(ref _made);

    public string? Command
    {
        get;
        set
        {
            Interlocked.Increment(ref _made);
            field = value;
        }
    }
}
