using Liaison.Messages;
using Liaison.Sessions.CallsIn;

namespace Liaison.Sessions.Workers;

/// <summary>Forwards a worker's callbacks to the peer whose command the worker runs.</summary>
internal sealed class CallbackRelay(Peer front) : Relay
{
    protected override bool Chooses(string command) => true;

    protected override ValueTask<RawJson> RunAsync(Request request, PendingCall call) =>
        front.Caller.Relay(request, call.Report).FinishAsync(request, call);
}
