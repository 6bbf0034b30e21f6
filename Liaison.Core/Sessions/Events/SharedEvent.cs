using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>An event on its way between hosts.</summary>
/// <param name="Topic">The topic that it was published under.</param>
/// <param name="Value">What happened.</param>
public sealed record SharedEvent(string Topic, RawJson Value)
{
    /// <summary>The trace in which it was published; null where nothing is traced. A bus that cannot carry it leaves it out.</summary>
    public TraceContext? Trace { get; init; }
}
