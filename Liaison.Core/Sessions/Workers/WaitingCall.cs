using Liaison.Messages;
using Liaison.Sessions.CallsOut;

namespace Liaison.Sessions.Workers;

/// <summary>A call that waits for a connection.</summary>
/// <param name="Request">The request to send.</param>
/// <param name="Report">Receives the reports of the command.</param>
internal sealed record WaitingCall(Request Request, Action<RawJson> Report)
{
    /// <summary>Completes when the call was sent; fails if it cannot be sent.</summary>
    public TaskCompletionSource<RelayedCall> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void SendBy(Peer worker)
    {
        try
        {
            Sent.TrySetResult(worker.Caller.Relay(Request, Report));
        }
        catch (Exception failure)
        {
            Sent.TrySetException(failure);
        }
    }
}
