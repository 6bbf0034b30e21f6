using Liaison.Messages;
using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

[TestFixture(StreamFraming.Detect)]
[TestFixture(StreamFraming.Lines)]
[TestFixture(StreamFraming.Headers)]
[TestFixture(StreamFraming.Length)]
public sealed class StdioTransportTests(StreamFraming framing) : TransportContract
{
    private readonly Dictionary<ICommandTransport, Stream> _peers = [];

    protected override bool CarriesBinary => framing == StreamFraming.Length;

    protected override bool SinglePeer => true;

    protected override ICommandTransport CreateTransport()
    {
        var pipes = new PipePair();
        var transport = new StdioTransport(new StdioOptions { Framing = framing, Input = pipes.HostInput, Output = pipes.HostOutput });
        _peers.Add(transport, pipes.Peer);
        return transport;
    }

    protected override ICommandConnector CreateConnector(ICommandTransport bound) =>
        new PeerConnector(new StreamConnection(_peers[bound], new PeerInfo("stdio", "child"), new StreamOptions { Framing = framing }));

    protected override ValueTask<Stream?> ConnectRawAsync(ICommandTransport bound, CancellationToken cancellationToken) => new(_peers[bound]);

    protected override byte[] FrameRaw(string message) => RawFraming.Frame(message, framing);

    [TearDown]
    public async Task ClosePeers()
    {
        foreach (var peer in _peers.Values)
        {
            await peer.DisposeAsync();
        }

        _peers.Clear();
    }

    private sealed class PeerConnector(ICommandConnection connection) : ICommandConnector
    {
        public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => new(connection);
    }
}
