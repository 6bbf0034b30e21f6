using Liaison.Testing;
using Liaison.Transports;

namespace Liaison.Tests.Nats;

internal sealed class NatsTransportContractTests : TransportContract
{
    private readonly Dictionary<ICommandTransport, NatsOptions> _options = [];

    protected override bool CarriesBinary => true;

    protected override ICommandTransport CreateTransport()
    {
        var options = NatsServer.Shared().Options();
        var transport = new NatsTransport(options);
        _options[transport] = options;
        return transport;
    }

    protected override ICommandConnector CreateConnector(ICommandTransport bound) => new NatsConnector(_options[bound]);
}
