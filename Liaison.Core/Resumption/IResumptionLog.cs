using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>Logs lost and resumed sessions of a host.</summary>
internal interface IResumptionLog
{
    /// <summary>A session has lost its link, and waits for another one for this time.</summary>
    void Lost(PeerInfo remote, TimeSpan timeout);

    /// <summary>A session continues over another link.</summary>
    void Resumed(PeerInfo remote);
}
