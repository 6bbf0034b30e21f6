using Liaison.Messages;

namespace Liaison.Client;

/// <summary>One event of a subscription.</summary>
/// <typeparam name="T">The type that the value is read as.</typeparam>
/// <param name="Topic">The topic of the event.</param>
/// <param name="Value">The published value.</param>
/// <param name="Dropped">How many events between the last one read and this one were dropped because they were not read in time.</param>
public readonly record struct TopicEvent<T>(string Topic, T? Value, long Dropped)
{
    /// <summary>
    /// The trace in which the event was published, for links from the reader's
    /// own spans. Null without a trace, or if no listener records traces here.
    /// </summary>
    public TraceContext? Trace { get; init; }
}
