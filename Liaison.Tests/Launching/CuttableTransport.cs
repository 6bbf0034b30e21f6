using Liaison.Transports;

namespace Liaison.Tests.Launching;

/// <summary>A transport whose newest connection a test can cut.</summary>
internal sealed class CuttableTransport(ICommandTransport transport) : ICommandTransport
{
    private ICommandConnection? _newest;

    public string Address => transport.Address;

    public ValueTask BindAsync(CancellationToken cancellationToken) => transport.BindAsync(cancellationToken);

    public async ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        var accepted = await transport.AcceptAsync(cancellationToken);
        _newest = accepted ?? _newest;
        return accepted;
    }

    public ValueTask CutAsync() => _newest!.DisposeAsync();

    public ValueTask DisposeAsync() => transport.DisposeAsync();
}
