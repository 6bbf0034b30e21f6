namespace Liaison.Hosting;

/// <summary>Waits until a host has had no peer for a given time.</summary>
/// <param name="peers">The host's peers.</param>
/// <param name="timeout">How long the host must be without a peer.</param>
internal sealed class IdleWatch(PeerRegistry peers, TimeSpan timeout)
{
    /// <summary>True if the host was idle for the whole time; false if the token was canceled first.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var left = timeout - (peers.EmptyFor ?? TimeSpan.Zero);
            if (left <= TimeSpan.Zero)
            {
                return true;
            }

            await Task.Delay(left, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }
    }
}
