using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>An event that was stored.</summary>
/// <param name="Position">Where it stands among all that are stored. It grows from event to event, by one or more.</param>
/// <param name="Topic">The topic that it was published under.</param>
/// <param name="Value">What happened.</param>
public sealed record DurableEvent(long Position, string Topic, RawJson Value);
