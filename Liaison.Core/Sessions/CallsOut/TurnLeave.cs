using Liaison.Sessions.CallsIn;

namespace Liaison.Sessions.CallsOut;

/// <summary>One call's share in its command's giving the turn up: begun once at most, and ended once, whichever comes first. Thread-safe.</summary>
internal sealed class TurnLeave(LaneTurn turn)
{
    private readonly Lock _gate = new();
    private bool _begun;
    private bool _ended;

    /// <summary>The call has been sent. Does nothing where it has ended already.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_ended || _begun)
            {
                return;
            }

            // Under the lock: the answer may be here already, and the turn would be taken back before it was given up.
            _begun = true;
            turn.Leave();
        }
    }

    /// <summary>The call has ended. Ends when the turn is held again, as <see cref="LaneTurn.ReturnAsync"/> says.</summary>
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
