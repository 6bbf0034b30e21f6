using Liaison.Messages;
using Liaison.Sessions.CallsIn;

namespace Liaison.Sessions.Workers;

/// <summary>Brings what a worker calls back to the peer whose command it runs.</summary>
internal sealed class CallbackRelay(Peer front) : Relay
{
    protected override bool Chooses(string command) => true;

    protected override ValueTask<RawJson> RunAsync(Request request, PendingCall call) =>
        front.Caller.Relay(request, call.Report).FinishAsync(request, call);
}
