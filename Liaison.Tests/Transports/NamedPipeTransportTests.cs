using System.IO.Pipes;
using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

[TestFixture(StreamFraming.Detect)]
[TestFixture(StreamFraming.Lines)]
[TestFixture(StreamFraming.Headers)]
[TestFixture(StreamFraming.Length)]
public sealed class NamedPipeTransportTests(StreamFraming framing) : TransportContract
{
    private readonly NamedPipeOptions _options = new() { Framing = framing, ConnectTimeout = TimeSpan.FromMilliseconds(100) };

    protected override bool CarriesBinary => framing == StreamFraming.Length;

    protected override ICommandTransport CreateTransport() => CreateTransportAt($"liaison-{Guid.NewGuid():N}");

    protected override ICommandTransport CreateTransportAt(string address) => new NamedPipeTransport(address, _options);

    protected override ICommandConnector CreateConnector(ICommandTransport bound) => new NamedPipeConnector(bound.Address, _options);

    protected override async ValueTask<Stream?> ConnectRawAsync(ICommandTransport bound, CancellationToken cancellationToken)
    {
        var pipe = new NamedPipeClientStream(".", bound.Address, PipeDirection.InOut, PipeOptions.Asynchronous);
        await pipe.ConnectAsync(cancellationToken);
        return pipe;
    }

    protected override byte[] FrameRaw(string message) => RawFraming.Frame(message, framing);
}
