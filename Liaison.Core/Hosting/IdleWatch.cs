namespace Liaison.Hosting;

/// <summary>Waits until a host had no peer for a time.</summary>
/// <param name="peers">The host's peers.</param>
/// <param name="timeout">For how long there has to be nobody.</param>
internal sealed class IdleWatch(PeerRegistry peers, TimeSpan timeout)
{
    /// <summary>True: there was nobody for so long. False: the token fired first.</summary>
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
