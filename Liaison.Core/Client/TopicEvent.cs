using Liaison.Messages;

namespace Liaison.Client;

/// <summary>One event of a subscription.</summary>
/// <typeparam name="T">What its value is read as.</typeparam>
/// <param name="Topic">The topic that it was published under.</param>
/// <param name="Value">What happened.</param>
/// <param name="Dropped">How many events before it, since the last one that was read, were dropped because they were not read in time.</param>
public readonly record struct TopicEvent<T>(string Topic, T? Value, long Dropped)
{
    /// <summary>The trace in which the event was published, to link one's own spans to; null where there is none, or nobody here listens to traces.</summary>
    public TraceContext? Trace { get; init; }
}
