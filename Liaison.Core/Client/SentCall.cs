using Liaison.Sessions.CallsOut;

namespace Liaison.Client;

/// <summary>Over which connection something was sent.</summary>
/// <param name="Session">The connection.</param>
/// <param name="Call">The call whose answer is awaited; null where none is.</param>
internal readonly record struct SentCall(ClientSession Session, OutgoingCall? Call);
