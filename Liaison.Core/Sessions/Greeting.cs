using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions;

/// <summary>The start of a connection whose protocol has a greeting, or whose peer must still authenticate. Used by the reader.</summary>
internal sealed class Greeting(Peer peer)
{
    /// <summary>Sends the greeting, if this end opened the connection. A protocol without a greeting sends nothing.</summary>
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

    /// <summary>
    /// Answers greetings, and every message of a peer that must still authenticate. Returns whether the message was one of these.
    /// </summary>
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
