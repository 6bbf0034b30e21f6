namespace Liaison.Transports;

/// <summary>The secrets of one-time links that are not used yet. Thread-safe.</summary>
/// <param name="max">The largest number of links. A further one replaces the oldest.</param>
/// <param name="lifetime">How long a link can be used.</param>
/// <param name="clock">The clock.</param>
internal sealed class PageLinks(int max, TimeSpan lifetime, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<(AccessToken Secret, long Made)> _links = [];

    /// <summary>Creates a link and returns its secret.</summary>
    public string Add()
    {
        var secret = AccessToken.Generate();
        lock (_gate)
        {
            DropOld();
            if (_links.Count == max)
            {
                _links.RemoveAt(0);
            }

            _links.Add((secret, clock.GetTimestamp()));
        }

        return secret.Value;
    }

    /// <summary>Whether the secret belongs to a link. The link is then used up.</summary>
    public bool TrySpend(string presented)
    {
        lock (_gate)
        {
            DropOld();
            var found = -1;
            for (var i = 0; i < _links.Count; i++)
            {
                // All are compared, so that the time does not show which one matched.
                found = _links[i].Secret.Matches(presented) ? i : found;
            }

            if (found >= 0)
            {
                _links.RemoveAt(found);
            }

            return found >= 0;
        }
    }

    private void DropOld() => _links.RemoveAll(link => clock.GetElapsedTime(link.Made) >= lifetime);
}
