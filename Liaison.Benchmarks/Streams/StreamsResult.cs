namespace Liaison.Benchmarks.Streams;

/// <summary>What was measured over one link.</summary>
/// <param name="Bare">Megabytes a second of a bare copy.</param>
/// <param name="Up">Of a stream that the client gives.</param>
/// <param name="Down">Of one that the host gives.</param>
/// <param name="Idle">Pings while nothing else is sent.</param>
/// <param name="BesideUp">Pings while a stream goes to the host.</param>
/// <param name="BesideDown">Pings while a stream comes from the host.</param>
/// <param name="BareIdle">Messages over a bare socket and back, while nothing else is sent.</param>
/// <param name="BareBeside">The same while the bare copy goes over its own link.</param>
/// <param name="HeldBytes">The most bytes of a stream that the client held at once.</param>
/// <param name="ManagedBytes">By how much the managed memory of both ends together grew at most while streams went, what is garbage already included.</param>
internal sealed record StreamsResult(
    double Bare,
    double Up,
    double Down,
    PingTimes Idle,
    PingTimes BesideUp,
    PingTimes BesideDown,
    PingTimes BareIdle,
    PingTimes BareBeside,
    long HeldBytes,
    long ManagedBytes);
