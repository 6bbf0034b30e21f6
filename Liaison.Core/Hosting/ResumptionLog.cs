using Liaison.Messages;
using Liaison.Resumption;
using Microsoft.Extensions.Logging;

namespace Liaison.Hosting;

/// <summary>Writes lost and resumed sessions to the host's log.</summary>
internal sealed class ResumptionLog(ILogger logger) : IResumptionLog
{
    public void Lost(PeerInfo remote, TimeSpan timeout) => HostLog.LinkLost(logger, remote.Transport, remote.Address, timeout);

    public void Resumed(PeerInfo remote) => HostLog.LinkResumed(logger, remote.Transport, remote.Address);
}
