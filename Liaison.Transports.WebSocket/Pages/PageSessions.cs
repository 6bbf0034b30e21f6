namespace Liaison.Transports;

/// <summary>The browsers that were let in. They are known until the process ends. Safe from any thread.</summary>
/// <param name="max">How many there are at most. One more takes the place of the one that was here the longest ago.</param>
internal sealed class PageSessions(int max)
{
    private readonly Lock _gate = new();
    private readonly List<PageSession> _sessions = [];

    /// <summary>Makes one more.</summary>
    public PageSession Add()
    {
        var session = new PageSession(AccessToken.Generate(), AccessToken.Generate());
        lock (_gate)
        {
            if (_sessions.Count == max)
            {
                _sessions.RemoveAt(0);
            }

            _sessions.Add(session);
        }

        return session;
    }

    /// <summary>Whether one of them has this cookie and this key.</summary>
    public bool Has(string cookie, string key)
    {
        lock (_gate)
        {
            PageSession? found = null;
            foreach (var session in _sessions)
            {
                // All are looked at, so that the time tells nothing about which it was.
                found = session.Cookie.Matches(cookie) & session.Key.Matches(key) ? session : found;
            }

            if (found is null)
            {
                return false;
            }

            _sessions.Remove(found);
            _sessions.Add(found);
            return true;
        }
    }
}
