using Liaison.Transports;

namespace Liaison.Tests.Faults;

/// <summary>A connector whose address is known only once the host has been bound.</summary>
internal sealed class LateConnector(Func<ICommandConnector> make) : ICommandConnector
{
    public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => make().ConnectAsync(cancellationToken);
}
