using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions;

/// <summary>How a connection begins whose protocol has a greeting, and whose peer may still have to prove itself. Used by the reader.</summary>
internal sealed class Greeting(Peer peer)
{
    /// <summary>Greets the other end first, if this end opened the connection. A protocol without a greeting leaves this out.</summary>
    public void Send()
    {
        if (peer.Settings.KnowsProtocol)
        {
            peer.TrySend(new Hello(Request.WithId(CallId.None), peer.Settings.Secret));
        }
    }

    private void Answer(Hello hello)
    {
        var remote = peer.Remote;
        if (remote.Admission is { } admission && !admission.TryProve(hello.Secret))
        {
            SessionLog.WrongSecret(peer.Settings.Logger, remote.Transport, remote.Address);
            peer.Add(new Fault(hello.Request, SessionErrors.WrongSecret));
        }
        else
        {
            peer.Proved();
            peer.Add(new Response(hello.Request, null));
            if (hello.Topics is { } topics)
            {
                peer.Subscriptions.Imply(topics);
            }
        }

        peer.SendSoon();
    }

    /// <summary>Answers a greeting, and what a peer sends that has yet to prove itself; whether the message was one of these.</summary>
    public bool Takes(Envelope envelope)
    {
        if (envelope is Hello hello)
        {
            Answer(hello);
            return true;
        }

        if (peer.Remote.Admission is null or { IsProved: true })
        {
            return false;
        }

        if (envelope is Request { WantsReply: true } request)
        {
            peer.Add(new Fault(request, request.Problem ?? SessionErrors.Unproved));
            peer.SendSoon();
        }

        return true;
    }
}
