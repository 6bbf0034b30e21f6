using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>Has calls of one peer run by whoever is at the end of another connection, and brings back all that they give.</summary>
internal abstract class Relay
{
    // They are about the connection that they come over.
    private static readonly string[] Own = ["cancel", "subscribe", "unsubscribe"];

    /// <summary>Whether callers have to be known.</summary>
    protected virtual bool DemandsAuthentication => false;

    /// <summary>Whether a command is run elsewhere.</summary>
    public bool Takes(string command) => !Own.Contains(command, StringComparer.Ordinal) && Chooses(command);

    /// <summary>
    /// Answers a request with what the other end answers. It is sent, or queued for sending, when this returns, so that calls keep their
    /// order. Throws nothing.
    /// </summary>
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

    /// <summary>Runs a call at the other end, and gives its result.</summary>
    /// <exception cref="LiaisonException">It failed there, or could not be brought there.</exception>
    protected abstract ValueTask<RawJson> RunAsync(Request request, PendingCall call);

    protected abstract bool Chooses(string command);
}
