using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions;

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

    /// <summary>Also requests the events of a pattern from the other end.</summary>
    public virtual void Subscribe(string pattern, SubscriptionOptions options)
    {
        // The other end of a callback sends no events.
    }

    /// <summary>Ends the request for these events.</summary>
    public virtual void Unsubscribe(string pattern)
    {
        // See Subscribe.
    }

    /// <summary>Runs a call at the other end, and returns its result.</summary>
    /// <exception cref="LiaisonException">The call failed there, or could not be sent.</exception>
    protected abstract ValueTask<RawJson> RunAsync(Request request, PendingCall call);

    protected abstract bool Chooses(string command);

    /// <summary>Waits for the answer of a sent call, and passes on its items.</summary>
    protected static async ValueTask<RawJson> FinishAsync(RelayedCall sent, Request request, PendingCall call)
    {
        var (caller, outgoing) = sent;
        await using var canceling = call.CancellationToken.UnsafeRegister(_ => caller.Cancel(outgoing, call.CancellationToken), null).ConfigureAwait(false);
        try
        {
            while (request.WantsItems && await outgoing.NextItemAsync(CancellationToken.None).ConfigureAwait(false) is { } item)
            {
                await call.SendItemAsync(item).ConfigureAwait(false);
            }

            return await outgoing.Answer.ConfigureAwait(false);
        }
        finally
        {
            // Cancels a stream that could not be passed on. Does nothing if the call is answered.
            caller.Cancel(outgoing, CancellationToken.None);
        }
    }
}
