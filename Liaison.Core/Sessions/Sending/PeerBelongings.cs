using System.Collections.Concurrent;
using Liaison.Inspection;
using Liaison.Protocols;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Sending;

/// <summary>The objects that live as long as a peer's connection, and are then disposed. Thread-safe.</summary>
internal sealed class PeerBelongings(ILogger logger, string transport)
{
    private readonly Lazy<ConcurrentDictionary<string, object?>> _items = new();
    private readonly Lock _gate = new();
    private Stack<IAsyncDisposable>? _resources;
    private bool _ended;

    /// <summary>Data that commands have stored for the peer.</summary>
    public IDictionary<string, object?> Items => _items.Value;

    /// <summary>Counts the traffic of the connection.</summary>
    public SessionTraffic Traffic { get; } = new(transport);

    /// <summary>Reports the connection to the console; null without inspection.</summary>
    public SessionTap? Tap { get; set; }

    /// <summary>The codec of the connection. With inspection, it also reports its messages.</summary>
    public IWireCodec Inspected(string protocol, IWireCodec codec) => Tap?.Around(protocol, codec) ?? codec;

    /// <summary>Adds an object to be disposed when the connection has ended.</summary>
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

    /// <summary>Disposes all objects, the newest first. Never throws.</summary>
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
