namespace Liaison.Sessions;

/// <summary>A call of a peer that was sent on.</summary>
/// <param name="Caller">What sent it.</param>
/// <param name="Call">What its answer comes to.</param>
internal readonly record struct RelayedCall(RemoteCaller Caller, OutgoingCall Call);
