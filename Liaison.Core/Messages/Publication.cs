namespace Liaison.Messages;

/// <summary>An event, for those who subscribed to its topic.</summary>
/// <param name="topic">The topic, e.g. <c>session.started</c>.</param>
/// <param name="value">What happened.</param>
public sealed class Publication(string topic, object? value) : Envelope
{
    /// <summary>The topic.</summary>
    public string Topic { get; } = topic;

    /// <summary>What happened.</summary>
    public object? Value { get; } = value;

    /// <summary>The trace in which the event was published; null where its sender named none, or nobody here listens.</summary>
    public TraceContext? Trace { get; init; }

    /// <summary>How many earlier events of the subscription the receiver was too slow for, and will not get.</summary>
    public long Dropped { get; init; }
}
