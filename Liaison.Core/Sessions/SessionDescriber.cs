using Liaison.Inspection;
using Liaison.Sessions.CallsIn;

namespace Liaison.Sessions;

/// <summary>Describes the activity of a session for the console.</summary>
internal sealed class SessionDescriber(Peer peer) : IInspected
{
    private const int MaxCalls = 20;

    public SessionState Describe(SessionTap tap)
    {
        var (received, receivedBytes) = tap.ReceivedSoFar;
        var (sent, sentBytes) = tap.SentSoFar;
        return new SessionState
        {
            Id = tap.Id,
            Transport = peer.Remote.Transport,
            Address = peer.Remote.Address,
            Credential = peer.Remote.Credential,
            Protocol = tap.Protocol,
            Since = tap.Since,
            IsConsole = tap.IsConsole,
            Received = received,
            ReceivedBytes = receivedBytes,
            Sent = sent,
            SentBytes = sentBytes,
            Pending = peer.Incoming.Count,
            Calls = [.. peer.Incoming.Snapshot().Take(MaxCalls).Select(Describe)],
            UnsentBytes = peer.Outbox?.UnsentBytes ?? 0,
            Outgoing = peer.Caller.Pending,
            Subscriptions = peer.Subscriptions.Snapshot(),
        };
    }

    private static SessionState.Call Describe(PendingCall call)
    {
        var (waited, ran) = call.Observed?.SoFar ?? default;
        return new SessionState.Call(call.Request.Id.ToString(), call.Command, ran is not null, waited.TotalMilliseconds, ran?.TotalMilliseconds ?? 0);
    }
}
