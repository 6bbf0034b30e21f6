namespace Liaison.Sessions;

/// <summary>What becomes of the events of one subscription when its subscriber is slow.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>The most events that any subscription may have waiting: 65,536.</summary>
    public const int MaxCapacity = 65_536;

    /// <summary>What becomes of events that do not fit. The default is <see cref="Overflow.DropOldest"/>.</summary>
    public Overflow Overflow { get; init; } = Overflow.DropOldest;

    /// <summary>How many events may wait, at most <see cref="MaxCapacity"/>. The default is 1,024.</summary>
    public int Capacity { get; init; } = 1_024;

    /// <summary>The same, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not one.</exception>
    internal SubscriptionOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1, nameof(Capacity));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Capacity, MaxCapacity, nameof(Capacity));
        return Enum.IsDefined(Overflow) ? this : throw new ArgumentOutOfRangeException(nameof(Overflow), Overflow, "There is no such policy.");
    }
}
