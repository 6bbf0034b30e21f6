using Liaison.Client;
using Liaison.Transports;

namespace Liaison.Tests.Reconnecting;

/// <summary>Connects, and cuts what it has connected when a test asks for it.</summary>
internal sealed class Cutter(ICommandConnector connector) : ICommandConnector
{
    private ICommandConnection? _connection;

    /// <summary>A client that waits hardly at all before it connects again.</summary>
    public static ReconnectOptions Soon { get; } = new() { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(5) };

    /// <summary>How often somebody tried to connect.</summary>
    public int Attempts { get; private set; }

    /// <summary>What connecting fails with; null lets it be tried.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>What connecting waits for.</summary>
    public Task Open { get; set; } = Task.CompletedTask;

    /// <summary>Where to connect to from now on.</summary>
    public ICommandConnector Connector { get; set; } = connector;

    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        Attempts++;
        if (Refusal is { } refusal)
        {
            throw refusal;
        }

        await Open.WaitAsync(cancellationToken);
        return _connection = await Connector.ConnectAsync(cancellationToken);
    }

    /// <summary>Cuts the newest connection; both ends learn that by themselves.</summary>
    public ValueTask CutAsync() => _connection!.DisposeAsync();

    /// <summary>Cuts the newest connection, and waits until the client knows.</summary>
    public async Task CutAsync(LiaisonClient client, CancellationToken token)
    {
        var lost = client.WaitForStateAsync(ClientState.Lost, token);
        await CutAsync();
        await lost;
    }

    /// <summary>Cuts the newest connection, and waits until the client has another one.</summary>
    public async Task ReplaceAsync(LiaisonClient client, CancellationToken token)
    {
        await CutAsync(client, token);
        await client.WaitForStateAsync(ClientState.Ready, token);
    }
}
