using Liaison.Transports;

namespace Liaison.Benchmarks.Soak;

/// <summary>Keeps the newest connection, so that it can be cut from under its client.</summary>
internal sealed class CutConnector(ICommandConnector connector) : ICommandConnector
{
    private ICommandConnection? _connection;

    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) =>
        _connection = await connector.ConnectAsync(cancellationToken);

    /// <summary>Ends the link without a word to the client.</summary>
    public async ValueTask CutAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }
}
