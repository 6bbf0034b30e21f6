namespace Liaison.Inspection;

/// <summary>A page of messages, the oldest first.</summary>
/// <param name="Records">The newest messages that match the filter, up to the requested number.</param>
/// <param name="LeftOut">How many older messages also match the filter.</param>
/// <param name="Missed">How many messages, of any kind, were dropped before they could be read.</param>
/// <param name="Last">The number of the last message that was read.</param>
internal readonly record struct TrafficPage(IReadOnlyList<TrafficRecord> Records, int LeftOut, long Missed, long Last);
