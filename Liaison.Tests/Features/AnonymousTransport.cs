using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tests.Features;

/// <summary>A transport whose peers have proved nothing, whatever they have.</summary>
internal sealed class AnonymousTransport(ICommandTransport transport) : ICommandTransport
{
    public string Address => transport.Address;

    public ValueTask BindAsync(CancellationToken cancellationToken) => transport.BindAsync(cancellationToken);

    public async ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken) =>
        await transport.AcceptAsync(cancellationToken) is { } connection ? new Connection(connection) : null;

    public ValueTask DisposeAsync() => transport.DisposeAsync();

    private sealed class Connection(ICommandConnection connection) : ICommandConnection
    {
        public PeerInfo Remote { get; } = connection.Remote with { Credential = null };

        public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => connection.ReceiveAsync(cancellationToken);

        public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) => connection.SendAsync(frames, cancellationToken);

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
