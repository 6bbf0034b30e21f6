namespace Liaison.Sessions;

/// <summary>How to handle the events of one subscription if its subscriber is slow.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>The largest allowed <see cref="Capacity"/>: 65,536 events.</summary>
    public const int MaxCapacity = 65_536;

    /// <summary>How to handle events that do not fit. The default is <see cref="Overflow.DropOldest"/>.</summary>
    public Overflow Overflow { get; init; } = Overflow.DropOldest;

    /// <summary>How many events may wait, at most <see cref="MaxCapacity"/>. The default is 1,024.</summary>
    public int Capacity { get; init; } = 1_024;

    /// <summary>Checks the options, and returns them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is out of range.</exception>
    internal SubscriptionOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1, nameof(Capacity));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Capacity, MaxCapacity, nameof(Capacity));
        return Enum.IsDefined(Overflow) ? this : throw new ArgumentOutOfRangeException(nameof(Overflow), Overflow, "Use a member of Overflow.");
    }
}
