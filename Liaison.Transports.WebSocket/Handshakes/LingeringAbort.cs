using Microsoft.AspNetCore.Http.Features;

namespace Liaison.Transports;

/// <summary>Aborts a request a moment after it was asked to, unless the request has ended by then.</summary>
/// <remarks>
/// A WebSocket that refuses what it received (text that is not UTF-8: 1007; a malformed frame: 1002) sends its close and has the
/// request aborted at once. The server does that by resetting TCP, and a reset destroys the close before the peer has read it.
/// </remarks>
internal sealed class LingeringAbort(IHttpRequestLifetimeFeature inner) : IHttpRequestLifetimeFeature
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private Timer? _timer;
    private bool _ended;

    public CancellationToken RequestAborted
    {
        get => inner.RequestAborted;
        set => inner.RequestAborted = value;
    }

    public void Abort()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _timer ??= new Timer(static self => ((LingeringAbort)self!).Cut(), this, Linger, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>From now on nothing is aborted any more: the server may use the request's objects for another one.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
        }
    }

    private void Cut()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                inner.Abort();
            }
        }
    }
}
