namespace TypedTrimmed;

/// <summary>There is no such take.</summary>
public sealed class TakeLostException(int number) : Exception($"There is no take {number}.")
{
    public int Number { get; } = number;
}
