namespace Liaison.Inspection;

/// <summary>A received or sent message.</summary>
internal sealed class TrafficRecord
{
    /// <summary>The number of the message, starting with 1. Set by the <see cref="TrafficRing"/>.</summary>
    public long Sequence { get; set; }

    public DateTimeOffset Time { get; init; }

    /// <summary>The number of its connection.</summary>
    public int Connection { get; init; }

    /// <summary>Whether the peer sent the message; otherwise the host did.</summary>
    public bool IsIncoming { get; init; }

    /// <summary>The kind of the message: one of <see cref="TrafficKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The command, or the topic of an event; null if there is none.</summary>
    public string? Command { get; init; }

    /// <summary>The call's id, as JSON; null if there is none.</summary>
    public string? Id { get; init; }

    /// <summary>The size of the message's frames, in bytes.</summary>
    public int Size { get; init; }

    /// <summary>The beginning of the text as UTF-8, without secret values. Empty if the frame is binary.</summary>
    public byte[] Text { get; init; } = [];

    /// <summary>Whether the text is longer than the kept part.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether an earlier message comes from the same frame, and has its text.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The sizes of the attachments.</summary>
    public int[] Attachments { get; init; } = [];

    /// <summary>For an answer: the time from the request to the answer; null if it is unknown.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The code of a fault; null for other messages.</summary>
    public string? Code { get; init; }
}
