namespace Liaison.Inspection;

/// <summary>Messages that somebody asked for, the oldest first.</summary>
/// <param name="Records">The newest of those that the filter takes, at most as many as were asked for.</param>
/// <param name="LeftOut">How many older ones the filter takes, that are not among them.</param>
/// <param name="Missed">How many messages were let go before they could be looked at, whatever they were.</param>
/// <param name="Last">The number of the last message that was looked at.</param>
internal readonly record struct TrafficPage(IReadOnlyList<TrafficRecord> Records, int LeftOut, long Missed, long Last);
