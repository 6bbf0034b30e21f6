using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>How a connection begins whose protocol has a greeting, and whose peer may still have to prove itself. Used by the reader.</summary>
internal sealed class Greeting(Peer peer, PeerInfo remote)
{
    private volatile PeerInfo _remote = remote;

    /// <summary>Who is at the other end, with what was proved since the connection was made.</summary>
    public PeerInfo Remote => _remote;

    /// <summary>Greets the other end first, if this end opened the connection. A protocol without a greeting leaves this out.</summary>
    public void Send()
    {
        if (peer.Settings.KnowsProtocol)
        {
            peer.TrySend(new Hello(Request.WithId(CallId.None), peer.Settings.Secret));
        }
    }

    /// <summary>Answers the other end's greeting.</summary>
    public void Answer(Hello hello)
    {
        if (_remote.Admission is { } admission && !admission.TryProve(hello.Secret))
        {
            SessionLog.WrongSecret(peer.Settings.Logger, _remote.Transport, _remote.Address);
            peer.Add(new Fault(hello.Request, SessionErrors.WrongSecret));
        }
        else
        {
            _remote = _remote.Admission is { } proved ? _remote with { Credential = proved.Credential } : _remote;
            peer.Add(new Response(hello.Request, null));
            if (hello.Topics is { } topics)
            {
                peer.Subscriptions.Imply(topics);
            }
        }

        peer.SendSoon();
    }

    /// <summary>Answers what a peer sends that has yet to prove itself; whether it was one.</summary>
    public bool Refuses(Envelope envelope)
    {
        if (_remote.Admission is null or { IsProved: true })
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
