using Liaison.Messages;
using Liaison.Testing;
using Liaison.Transports;

namespace Liaison.Tests.Transports;

/// <summary>What a named pipe does on Windows, run over the framework's own pipes wherever the tests run.</summary>
public sealed class NamedPipeListenerTests : TransportContract
{
    protected override ICommandTransport CreateTransport() => CreateTransportAt($"liaison-{Guid.NewGuid():N}");

    protected override ICommandTransport CreateTransportAt(string address) => new PipeTransport(address);

    protected override ICommandConnector CreateConnector(ICommandTransport bound) => new NamedPipeConnector(bound.Address);

    private sealed class PipeTransport(string address) : ICommandTransport
    {
        private ConnectionGate? _gate;

        public string Address => address;

        public ValueTask BindAsync(CancellationToken cancellationToken)
        {
            _gate = new ConnectionGate(new NamedPipeListener(address, address), new PeerInfo("pipe", address), new NamedPipeOptions(), 512);
            return ValueTask.CompletedTask;
        }

        public ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken) => _gate!.AcceptAsync(cancellationToken);

        public ValueTask DisposeAsync() => _gate?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
