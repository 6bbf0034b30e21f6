using Liaison.Commands;
using Liaison.Sessions;

namespace Liaison.Hosting;

/// <summary>The peers of a host, and since when there are none. Thread-safe.</summary>
/// <param name="maxPeers">How many peers are allowed.</param>
/// <param name="time">Measures how long there are none.</param>
/// <param name="watch">Starts a watch. It is held while there are peers, or while peers can come.</param>
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

    /// <summary>How long the host has had no peers; null while it has peers.</summary>
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

    /// <summary>Adds a peer; false if the limit is reached or the host is stopping.</summary>
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

    /// <summary>The current peers.</summary>
    public Peer[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _peers];
        }
    }

    /// <summary>The current activity of the peers, and the totals of all peers so far.</summary>
    public HostFigures State()
    {
        Peer[] peers;
        long received, sent, dropped;
        lock (_gate)
        {
            (peers, received, sent, dropped) = ([.. _peers], _received, _sent, _dropped);
        }

        // Without the lock: a peer has a lock of its own, under which getters of results run, and a getter may ask for the peers.
        return SessionFigures.Of(peers, received, sent, dropped);
    }

    /// <summary>Allows peers from now on, and starts to measure the time without peers.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _opened = true;
            _emptySince = time.GetTimestamp();
            Watch();
        }
    }

    /// <summary>Allows no more peers, and returns the current ones.</summary>
    public Peer[] Close()
    {
        lock (_gate)
        {
            _closed = true;
            Watch();
            return [.. _peers];
        }
    }

    // Called under the lock. A host that stops still has running commands, and the watch must last until they have ended.
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
