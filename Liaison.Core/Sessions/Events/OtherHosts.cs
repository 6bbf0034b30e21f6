namespace Liaison.Sessions.Events;

/// <summary>The offers and wishes of the other hosts on a bus, as each last sent them. Thread-safe.</summary>
internal sealed class OtherHosts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (HostNeeds Needs, long Heard)> _hosts = new(StringComparer.Ordinal);

    /// <summary>Notes a host's message; false if it says the same as the last one.</summary>
    public bool Heard(HostNeeds needs, long now)
    {
        lock (_gate)
        {
            var isKnown = _hosts.TryGetValue(needs.Host, out var before);
            _hosts[needs.Host] = (needs, now);
            return !isKnown || !before.Needs.Offers.SequenceEqual(needs.Offers) || !before.Needs.Wishes.SequenceEqual(needs.Wishes);
        }
    }

    /// <summary>Forgets the hosts whose last message is older than this time; false if there are none.</summary>
    public bool ForgetThoseBefore(long time)
    {
        lock (_gate)
        {
            var lost = _hosts.Where(host => host.Value.Heard < time).Select(host => host.Key).ToArray();
            foreach (var host in lost)
            {
                _hosts.Remove(host);
            }

            return lost.Length > 0;
        }
    }

    /// <summary>Whether any host wishes the topic.</summary>
    public bool Wish(string topic)
    {
        lock (_gate)
        {
            return _hosts.Values.Any(host => host.Needs.Wishes.Contains(topic, StringComparer.Ordinal));
        }
    }

    /// <summary>The topics that other hosts offer, each once and in a fixed order.</summary>
    public string[] Offered()
    {
        lock (_gate)
        {
            return [.. _hosts.Values.SelectMany(host => host.Needs.Offers).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
    }
}
