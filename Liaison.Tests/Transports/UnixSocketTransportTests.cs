using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

[TestFixture(StreamFraming.Detect)]
[TestFixture(StreamFraming.Lines)]
[TestFixture(StreamFraming.Headers)]
[TestFixture(StreamFraming.Length)]
public sealed class UnixSocketTransportTests(StreamFraming framing) : TransportContract
{
    private readonly UnixSocketOptions _options = new() { Framing = framing };

    protected override bool CarriesBinary => framing == StreamFraming.Length;

    protected override ICommandTransport CreateTransport() => CreateTransportAt(SocketPaths.Fresh());

    protected override ICommandTransport CreateTransportAt(string address) => new UnixSocketTransport(address, _options);

    protected override ICommandConnector CreateConnector(ICommandTransport bound) => new UnixSocketConnector(bound.Address, _options);

    protected override async ValueTask<Stream?> ConnectRawAsync(ICommandTransport bound, CancellationToken cancellationToken) =>
        await SocketPaths.ConnectAsync(bound.Address, cancellationToken);

    protected override byte[] FrameRaw(string message) => RawFraming.Frame(message, framing);
}
