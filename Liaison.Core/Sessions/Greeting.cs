using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>The start of a connection whose protocol has a greeting, or whose peer must still authenticate. Used by the reader.</summary>
internal sealed class Greeting(Peer peer, PeerInfo remote)
{
    private volatile PeerInfo _remote = remote;

    /// <summary>The peer at the other end, with the credential that it has presented on this connection.</summary>
    public PeerInfo Remote => _remote;

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
