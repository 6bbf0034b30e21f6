using Liaison.Transports;

namespace Liaison.Resumption;

/// <summary>One link of a session, from the time when it is attached until it is lost or replaced.</summary>
/// <param name="connection">The link; the session owns it.</param>
/// <param name="heard">Called once, when the first message arrives on this link; null for no call.</param>
internal sealed class ResumableLink(ICommandConnection connection, Action? heard)
{
    private Action? _heard = heard;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isClosing;

    public ICommandConnection Connection => connection;

    /// <summary>Completes when the link is closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Notes that a message has arrived on this link. Called by the session's reader.</summary>
    public void NoteHeard()
    {
        _heard?.Invoke();
        _heard = null;
    }

    /// <summary>Closes the link, which ends a pending receive and send. Never throws.</summary>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 0)
        {
            try
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The link is no longer used. The session continues without it, or has ended.
            }

            _closed.SetResult();
        }

        await _closed.Task.ConfigureAwait(false);
    }
}
