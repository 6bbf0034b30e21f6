using Liaison.Sessions;

namespace Liaison.Hosting;

/// <summary>The peers that a host serves, and since when there are none. Thread-safe.</summary>
internal sealed class PeerRegistry(int maxPeers, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Peer> _peers = [];
    private long _emptySince = time.GetTimestamp();
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
            return !_closed && _peers.Count < maxPeers && _peers.Add(peer);
        }
    }

    public void Remove(Peer peer)
    {
        lock (_gate)
        {
            _peers.Remove(peer);
            _emptySince = time.GetTimestamp();
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

    /// <summary>Counts the time without peers from now on.</summary>
    public void RestartClock()
    {
        lock (_gate)
        {
            _emptySince = time.GetTimestamp();
        }
    }

    /// <summary>Takes no more peers, and gives those that there are.</summary>
    public Peer[] Close()
    {
        lock (_gate)
        {
            _closed = true;
            return [.. _peers];
        }
    }
}
