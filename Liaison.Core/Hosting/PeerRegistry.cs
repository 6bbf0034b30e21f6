using Liaison.Commands;
using Liaison.Sessions;

namespace Liaison.Hosting;

/// <summary>The peers that a host serves, and since when there are none. Thread-safe.</summary>
/// <param name="maxPeers">How many there may be.</param>
/// <param name="time">Tells how long there are none.</param>
/// <param name="watch">Begins what is held while there are peers, or may be at any moment.</param>
internal sealed class PeerRegistry(int maxPeers, TimeProvider time, Func<IDisposable> watch)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Peer> _peers = [];
    private long _emptySince = time.GetTimestamp();
    private IDisposable? _watch;
    private long _received;
    private long _sent;
    private long _dropped;
    private bool _opened;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _peers.Count;
            }
        }
    }

    /// <summary>How long there has been nobody; null while there is somebody.</summary>
    public TimeSpan? EmptyFor
    {
        get
        {
            lock (_gate)
            {
                return _peers.Count > 0 ? null : time.GetElapsedTime(_emptySince);
            }
        }
    }

    /// <summary>Takes a peer in; false where there are as many as are allowed, or the host stops.</summary>
    public bool TryAdd(Peer peer)
    {
        lock (_gate)
        {
            var isAdded = !_closed && _peers.Count < maxPeers && _peers.Add(peer);
            Watch();
            return isAdded;
        }
    }

    public void Remove(Peer peer)
    {
        lock (_gate)
        {
            if (_peers.Remove(peer))
            {
                var traffic = peer.Belongings.Traffic;
                (_received, _sent, _dropped) = (_received + traffic.Received, _sent + traffic.Sent, _dropped + traffic.Dropped);
            }

            _emptySince = time.GetTimestamp();
            Watch();
        }
    }

    /// <summary>The peers that there are now.</summary>
    public Peer[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _peers];
        }
    }

    /// <summary>What the peers do now, and all have done.</summary>
    public HostFigures State()
    {
        lock (_gate)
        {
            return SessionFigures.Of(_peers, _received, _sent, _dropped);
        }
    }

    /// <summary>Peers can come from now on, and the time without any counts.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _opened = true;
            _emptySince = time.GetTimestamp();
            Watch();
        }
    }

    /// <summary>Takes no more peers, and gives those that there are.</summary>
    public Peer[] Close()
    {
        lock (_gate)
        {
            _closed = true;
            Watch();
            return [.. _peers];
        }
    }

    // Under the lock. Whoever stops still has commands that run, and is watched until they have ended.
    private void Watch()
    {
        if (_peers.Count > 0 || (_opened && !_closed))
        {
            _watch ??= watch();
        }
        else
        {
            _watch?.Dispose();
            _watch = null;
        }
    }
}
