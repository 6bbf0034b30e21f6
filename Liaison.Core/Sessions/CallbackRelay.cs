using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>Forwards a worker's callbacks to the peer whose command the worker runs.</summary>
internal sealed class CallbackRelay(Peer front) : Relay
{
    protected override bool Chooses(string command) => true;

    protected override ValueTask<RawJson> RunAsync(Request request, PendingCall call) =>
        FinishAsync(front.Caller.Relay(request, call.Report), request, call);
}
