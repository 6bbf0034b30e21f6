namespace Liaison.Sessions.CallsIn;

/// <summary>The turn of one running call in its lane. Thread-safe: a command may make several calls at once.</summary>
/// <remarks>
/// The turn is given up while the command waits for calls to its own peer, so that the peer's calls in the meantime can run.
/// </remarks>
internal sealed class LaneTurn(CommandLane lane, string command)
{
    private readonly Lock _gate = new();
    private int _pending;
    private bool _held = true;
    private bool _ended;
    private Task? _returning;

    /// <summary>Called when a call to the peer begins.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _pending++;
            if (_ended || !_held)
            {
                return;
            }

            _held = false;
        }

        lane.PassOn();
    }

    /// <summary>
    /// Called when a call to the peer has ended. Completes when the turn is held again, or if other calls to the peer are pending.
    /// </summary>
    public Task ReturnAsync()
    {
        lock (_gate)
        {
            if (--_pending > 0 || _ended || _held)
            {
                return Task.CompletedTask;
            }

            return _returning ??= ComeBackAsync();
        }
    }

    /// <summary>Called when the call has ended. Returns whether it has the turn, which the caller must then pass on.</summary>
    public bool End()
    {
        lock (_gate)
        {
            _ended = true;
            return _held;
        }
    }

    private async Task ComeBackAsync()
    {
        await lane.ReturnAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
        {
            _returning = null;
            if (_pending == 0 && !_ended)
            {
                _held = true;
                lane.Note(command);
                return;
            }
        }

        lane.PassOn();
    }
}
