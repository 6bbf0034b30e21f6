namespace Liaison.Tests.Faults;

/// <summary>Where threads stand still until they are let go.</summary>
internal sealed class Blocker
{
    private readonly object _gate = new();
    private bool _isReleased;

    /// <summary>Blocks the thread that calls this.</summary>
    public void Block()
    {
        lock (_gate)
        {
            while (!_isReleased)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _isReleased = true;
            Monitor.PulseAll(_gate);
        }
    }
}
