using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tests.Wslink;

/// <summary>A connection whose peer still has to prove itself, as a WebSocket's that was let in without its token.</summary>
internal sealed class ProvingConnection(ICommandConnection connection, string secret) : ICommandConnection
{
    public PeerInfo Remote { get; } = connection.Remote with { Admission = new Admission("token", presented => presented == secret) };

    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => connection.ReceiveAsync(cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) => connection.SendAsync(frames, cancellationToken);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
