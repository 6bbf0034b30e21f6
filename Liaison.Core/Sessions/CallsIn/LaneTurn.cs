namespace Liaison.Sessions.CallsIn;

/// <summary>
/// The turn of one running call in its lane. It is given up while any of the call's own calls to its peer is pending, so that what the
/// peer asks for in the meantime can run. Thread-safe: a command may make several such calls at once.
/// </summary>
internal sealed class LaneTurn(CommandLane lane, string command)
{
    private readonly Lock _gate = new();
    private int _pending;
    private bool _held = true;
    private bool _ended;
    private Task? _returning;

    /// <summary>A call to the peer begins.</summary>
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

    /// <summary>A call to the peer has ended; ends when the turn is held again, or other calls to the peer are still pending.</summary>
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

    /// <summary>The call has ended. Whether it has the turn, which whoever asks must pass on.</summary>
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
