using Liaison.Sessions.CallsOut;

namespace Liaison.Client;

/// <summary>A sent call and its connection.</summary>
/// <param name="Session">The connection.</param>
/// <param name="Call">The call, if its answer is awaited; otherwise null.</param>
internal readonly record struct SentCall(ClientSession Session, OutgoingCall? Call);
