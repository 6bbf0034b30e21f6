namespace Liaison.Commands;

/// <summary>The counters and the current state of one connection of a host. Byte counts are bytes of messages.</summary>
internal sealed record ConnectionState
{
    public required string Transport { get; init; }

    /// <summary>The protocol; null while it is unknown.</summary>
    public required string? Protocol { get; init; }

    public required TimeSpan Age { get; init; }

    /// <summary>How many calls wait or run.</summary>
    public required int Pending { get; init; }

    public required long Received { get; init; }

    public required long Sent { get; init; }

    /// <summary>How many bytes the other end has not received yet.</summary>
    public required long Unsent { get; init; }

    /// <summary>How many events were dropped because the other end was too slow.</summary>
    public required long Dropped { get; init; }
}
