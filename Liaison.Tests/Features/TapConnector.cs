using Liaison.Transports;

namespace Liaison.Tests.Features;

/// <summary>Connects through a <see cref="Tap"/>.</summary>
internal sealed class TapConnector(ICommandConnector connector, bool keeps = true) : ICommandConnector
{
    /// <summary>The connection, once there is one.</summary>
    public Tap? Tap { get; private set; }

    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) =>
        Tap = new Tap(await connector.ConnectAsync(cancellationToken), keeps);
}
