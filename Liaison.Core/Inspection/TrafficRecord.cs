namespace Liaison.Inspection;

/// <summary>One message that came or went.</summary>
internal sealed class TrafficRecord
{
    /// <summary>Its number, from 1 on; given by the <see cref="TrafficRing"/>.</summary>
    public long Sequence { get; set; }

    public DateTimeOffset Time { get; init; }

    /// <summary>The number of its connection.</summary>
    public int Connection { get; init; }

    /// <summary>Whether the peer sent it; else the host did.</summary>
    public bool IsIncoming { get; init; }

    /// <summary>One of <see cref="TrafficKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The command; of an event its topic; null where there is none.</summary>
    public string? Command { get; init; }

    /// <summary>The call's id, as JSON; null where there is none.</summary>
    public string? Id { get; init; }

    /// <summary>How many bytes its frames have.</summary>
    public int Size { get; init; }

    /// <summary>The beginning of its text in UTF-8, without the values that are not to be kept; empty where its frame is binary.</summary>
    public byte[] Text { get; init; } = [];

    /// <summary>Whether the text is longer than what was kept.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether its frame holds earlier messages too, and the text is theirs.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The sizes of its attachments.</summary>
    public int[] Attachments { get; init; } = [];

    /// <summary>Of what ends a call: how long after the request it was written; null where that is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The code of a fault; null of everything else.</summary>
    public string? Code { get; init; }
}
