namespace Liaison.Transports;

/// <summary>The secrets of one-time links that were made and not followed yet. Safe from any thread.</summary>
/// <param name="max">How many there are at most. One more takes the place of the oldest.</param>
/// <param name="lifetime">How long one can be followed.</param>
/// <param name="clock">What time it is.</param>
internal sealed class PageLinks(int max, TimeSpan lifetime, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<(AccessToken Secret, long Made)> _links = [];

    /// <summary>Makes one more.</summary>
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

    /// <summary>Whether the secret is one of them; it is none of them from then on.</summary>
    public bool TrySpend(string presented)
    {
        lock (_gate)
        {
            DropOld();
            var found = -1;
            for (var i = 0; i < _links.Count; i++)
            {
                // All are looked at, so that the time tells nothing about which it was.
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
