using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions;

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

    /// <summary>Wants the events of a pattern from the other end too.</summary>
    public virtual void Subscribe(string pattern, SubscriptionOptions options)
    {
        // Whoever calls back gives no events.
    }

    /// <summary>Wants them no more.</summary>
    public virtual void Unsubscribe(string pattern)
    {
        // As above.
    }

    /// <summary>Runs a call at the other end, and gives its result.</summary>
    /// <exception cref="LiaisonException">It failed there, or could not be brought there.</exception>
    protected abstract ValueTask<RawJson> RunAsync(Request request, PendingCall call);

    protected abstract bool Chooses(string command);

    /// <summary>Brings a call that was sent to its end.</summary>
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
            // Of a stream that could not be passed on; nothing where it was answered.
            caller.Cancel(outgoing, CancellationToken.None);
        }
    }
}
