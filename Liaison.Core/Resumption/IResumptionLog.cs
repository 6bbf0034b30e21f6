using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>Is told what becomes of a host's sessions.</summary>
internal interface IResumptionLog
{
    /// <summary>A session has lost its link, and waits so long for another.</summary>
    void Lost(PeerInfo remote, TimeSpan timeout);

    /// <summary>A session goes on over another link.</summary>
    void Resumed(PeerInfo remote);
}
