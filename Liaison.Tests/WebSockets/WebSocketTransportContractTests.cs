using System.Text;
using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[TestFixture("127.0.0.1:0")]
[TestFixture("localhost:0/liaison")]
public sealed class WebSocketTransportContractTests(string address) : TransportContract
{
    // Short, since the suite closes ends whose others do not read.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(200);

    protected override bool CarriesBinary => true;

    protected override ICommandTransport CreateTransport() => CreateTransportAt(address);

    protected override ICommandTransport CreateTransportAt(string address) =>
        new WebSocketTransport(address, new WebSocketTransportOptions { Token = Served.Token, CloseTimeout = CloseTimeout });

    protected override ICommandConnector CreateConnector(ICommandTransport bound) =>
        ((WebSocketTransport)bound).Connector(new WebSocketConnectorOptions { CloseTimeout = CloseTimeout, MaxMessageBytes = MaxMessageBytes });

    protected override async ValueTask<Stream?> ConnectRawAsync(ICommandTransport bound, CancellationToken cancellationToken) =>
        (await RawPeer.UpgradeAsync(bound.Address, cancellationToken)).Stream;

    protected override byte[] FrameRaw(string message) => RawPeer.Frame(0x81, Encoding.UTF8.GetBytes(message));
}
