using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>Forwards calls of one peer to the other end of another connection, and returns their results, reports and items.</summary>
internal abstract class Relay
{
    // These commands concern the connection over which they arrive.
    private static readonly string[] Own = ["cancel", "subscribe", "unsubscribe"];

    /// <summary>Whether callers must be authenticated.</summary>
    protected virtual bool DemandsAuthentication => false;

    /// <summary>Whether a command is forwarded.</summary>
    public bool Takes(string command) => !Own.Contains(command, StringComparer.Ordinal) && Chooses(command);

    /// <summary>Forwards a request, and returns the other end's answer. Never throws.</summary>
    /// <remarks>The request is sent, or queued for sending, before the method returns its task. So calls keep their order.</remarks>
    public async ValueTask<Envelope> AnswerAsync(Request request, PendingCall call)
    {
        try
        {
            if (request.Problem is { } problem)
            {
                return new Fault(request, problem);
            }

            if (DemandsAuthentication)
            {
                PeerIdentity.Demand(call, request.Command);
            }

            return new Response(request, await RunAsync(request, call).ConfigureAwait(false));
        }
        catch (LiaisonException failure)
        {
            return new Fault(request, failure.Error);
        }
        catch (Exception failure)
        {
            return new Fault(request, CommandError.From(failure, details: false));
        }
    }

    /// <summary>Runs a call at the other end, and returns its result.</summary>
    /// <exception cref="LiaisonException">The call failed there, or could not be sent.</exception>
    protected abstract ValueTask<RawJson> RunAsync(Request request, PendingCall call);

    protected abstract bool Chooses(string command);
}
