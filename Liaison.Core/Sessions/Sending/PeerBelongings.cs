using System.Collections.Concurrent;
using Liaison.Inspection;
using Liaison.Protocols;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Sending;

/// <summary>What is kept for a peer for as long as it is connected, and what is disposed then. Thread-safe.</summary>
internal sealed class PeerBelongings(ILogger logger, string transport)
{
    private readonly Lazy<ConcurrentDictionary<string, object?>> _items = new();
    private readonly Lock _gate = new();
    private Stack<IAsyncDisposable>? _resources;
    private bool _ended;

    /// <summary>What commands have put down about the peer.</summary>
    public IDictionary<string, object?> Items => _items.Value;

    /// <summary>What goes over the connection, counted.</summary>
    public SessionTraffic Traffic { get; } = new(transport);

    /// <summary>What the console is told of the connection; null where the host is not inspected.</summary>
    public SessionTap? Tap { get; set; }

    /// <summary>The codec of the connection, whose messages are told of where the host is inspected.</summary>
    public IWireCodec Inspected(string protocol, IWireCodec codec) => Tap?.Around(protocol, codec) ?? codec;

    /// <summary>Has something disposed when the connection has ended.</summary>
    public void Own(IAsyncDisposable? resource)
    {
        if (resource is null)
        {
            return;
        }

        lock (_gate)
        {
            if (!_ended)
            {
                (_resources ??= []).Push(resource);
                return;
            }
        }

        _ = DisposeAsync(resource);
    }

    /// <summary>Disposes everything, the newest first. Throws nothing.</summary>
    public async ValueTask EndAsync()
    {
        Tap?.End();
        lock (_gate)
        {
            _ended = true;
        }

        while (_resources?.TryPop(out var resource) == true)
        {
            await DisposeAsync(resource).ConfigureAwait(false);
        }
    }

    private async Task DisposeAsync(IAsyncDisposable resource)
    {
        try
        {
            await resource.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            SessionLog.ReleaseFailed(logger, resource.GetType().Name, failure);
        }
    }
}
