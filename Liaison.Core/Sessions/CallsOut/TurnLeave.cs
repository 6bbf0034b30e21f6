using Liaison.Sessions.CallsIn;

namespace Liaison.Sessions.CallsOut;

/// <summary>One call's part in giving up its command's turn. It begins at most once and ends once, in either order. Thread-safe.</summary>
internal sealed class TurnLeave(LaneTurn turn)
{
    private readonly Lock _gate = new();
    private bool _begun;
    private bool _ended;

    /// <summary>Called when the call has been sent. Does nothing if the call has already ended.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_ended || _begun)
            {
                return;
            }

            // Under the lock: the answer may already be here, and would take back the turn before it was given up.
            _begun = true;
            turn.Leave();
        }
    }

    /// <summary>
    /// Called when the call has ended. Completes when the turn is held again, as for <see cref="LaneTurn.ReturnAsync"/>.
    /// </summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            _ended = true;
            if (!_begun)
            {
                return Task.CompletedTask;
            }
        }

        return turn.ReturnAsync();
    }
}
