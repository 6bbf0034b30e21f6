namespace Liaison.Transports;

/// <summary>The browsers that were admitted. Thread-safe.</summary>
/// <param name="max">The largest number of browsers. A further one replaces the least recently seen.</param>
/// <remarks>They are remembered until the process ends.</remarks>
internal sealed class PageSessions(int max)
{
    private readonly Lock _gate = new();
    private readonly List<PageSession> _sessions = [];

    /// <summary>Adds a browser.</summary>
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

    /// <summary>Whether a browser has this cookie and this key.</summary>
    public bool Has(string cookie, string key)
    {
        lock (_gate)
        {
            PageSession? found = null;
            foreach (var session in _sessions)
            {
                // All are compared, so that the time does not show which one matched.
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
