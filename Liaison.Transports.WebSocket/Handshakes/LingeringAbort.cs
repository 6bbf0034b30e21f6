using Microsoft.AspNetCore.Http.Features;

namespace Liaison.Transports;

/// <summary>Delays an abort of a request by a moment, and skips it if the request has ended by then.</summary>
/// <remarks>
/// When a WebSocket refuses received data (text that is not UTF-8: 1007; a malformed frame: 1002), it sends its close and aborts
/// the request at once. The server then resets the TCP connection, and the reset destroys the close before the peer has read it.
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

    /// <summary>Prevents all later aborts: after the request the server may reuse its objects for another request.</summary>
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
