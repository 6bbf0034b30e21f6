namespace Liaison.Messages;

/// <summary>An event for the subscribers of a topic.</summary>
/// <param name="topic">The topic, e.g. <c>session.started</c>.</param>
/// <param name="value">The event's value.</param>
public sealed class Publication(string topic, object? value) : Envelope
{
    /// <summary>The topic.</summary>
    public string Topic { get; } = topic;

    /// <summary>The event's value.</summary>
    public object? Value { get; } = value;

    /// <summary>The trace of the publishing code; null if the sender gave none, or nobody here listens to traces.</summary>
    public TraceContext? Trace { get; init; }

    /// <summary>How many earlier events of the subscription were dropped because the receiver was too slow.</summary>
    public long Dropped { get; init; }
}
