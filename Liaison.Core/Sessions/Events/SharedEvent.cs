using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>An event that is sent between hosts.</summary>
/// <param name="Topic">The topic of the event.</param>
/// <param name="Value">The published value.</param>
public sealed record SharedEvent(string Topic, RawJson Value)
{
    /// <summary>The trace in which the event was published; null if there is none. A bus that cannot carry it omits it.</summary>
    public TraceContext? Trace { get; init; }
}
