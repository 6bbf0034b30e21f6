using Liaison.Messages;
using Liaison.Sessions.CallsOut;

namespace Liaison.Sessions.Workers;

/// <summary>A call that waits until there is a connection to send it over.</summary>
/// <param name="Request">What is to be sent.</param>
/// <param name="Report">Takes what the command reports.</param>
internal sealed record WaitingCall(Request Request, Action<RawJson> Report)
{
    /// <summary>Ends when it was sent, or cannot be.</summary>
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
