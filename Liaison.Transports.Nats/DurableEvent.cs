using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>An event that was stored.</summary>
/// <param name="Position">The position among all stored events. It grows from event to event, by one or more.</param>
/// <param name="Topic">The topic of the event.</param>
/// <param name="Value">The value of the event.</param>
public sealed record DurableEvent(long Position, string Topic, RawJson Value);
