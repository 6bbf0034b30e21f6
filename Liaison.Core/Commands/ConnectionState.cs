namespace Liaison.Commands;

/// <summary>What one connection of a host has done, and holds, at one moment. Bytes are those of messages.</summary>
internal sealed record ConnectionState
{
    public required string Transport { get; init; }

    /// <summary>The protocol; null while it is not known.</summary>
    public required string? Protocol { get; init; }

    public required TimeSpan Age { get; init; }

    /// <summary>Calls that wait or run.</summary>
    public required int Pending { get; init; }

    public required long Received { get; init; }

    public required long Sent { get; init; }

    /// <summary>Bytes that the other end has not taken yet.</summary>
    public required long Unsent { get; init; }

    /// <summary>Events that the other end was too slow for.</summary>
    public required long Dropped { get; init; }
}
