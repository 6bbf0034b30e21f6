using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

internal sealed class NatsTransportContractTests : TransportContract
{
    private readonly Dictionary<ICommandTransport, NatsOptions> _options = [];
    private NatsServer _server = null!;

    protected override bool CarriesBinary => true;

    [OneTimeSetUp]
    public void Find() => _server = NatsServer.Shared();

    protected override ICommandTransport CreateTransport()
    {
        var options = _server.Options();
        var transport = new NatsTransport(options);
        _options[transport] = options;
        return transport;
    }

    protected override ICommandConnector CreateConnector(ICommandTransport bound) => new NatsConnector(_options[bound]);
}
