using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Sessions;
using Liaison.Transports;

namespace Liaison.Tests.Features;

/// <summary>Connects through a gateway, which is a host that has everything run by the one that another connector connects to.</summary>
internal sealed class GatewayConnector(ICommandConnector worker, IWireProtocol protocol) : ICommandConnector
{
    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var companion = new Companion();
        var transport = new InMemoryTransport();

        // It ends by itself, after its client.
        var options = new HostOptions { Protocols = [protocol], IdleTimeout = TimeSpan.FromSeconds(1) };
        var gateway = new LiaisonHost(companion, options).Add(transport);
        gateway.ForwardTo(worker, new ForwardOptions { AllowAnonymous = true, Protocol = protocol });
        await gateway.StartAsync(cancellationToken);
        return await new InMemoryConnector(transport).ConnectAsync(cancellationToken);
    }
}
