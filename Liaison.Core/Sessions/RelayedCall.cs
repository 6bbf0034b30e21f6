namespace Liaison.Sessions;

/// <summary>A forwarded call of a peer.</summary>
/// <param name="Caller">The sender of the call.</param>
/// <param name="Call">The pending call that receives the answer.</param>
internal readonly record struct RelayedCall(RemoteCaller Caller, OutgoingCall Call);
