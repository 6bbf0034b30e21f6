using Liaison.Transports;

namespace Liaison.Resumption;

/// <summary>One of the links of a session, from when the session takes the link to when the session lets the link go.</summary>
/// <param name="connection">The link; it belongs to the session.</param>
/// <param name="heard">Called once, when the other end has sent something on this link; null where nobody wants to know.</param>
internal sealed class ResumableLink(ICommandConnection connection, Action? heard)
{
    private Action? _heard = heard;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isClosing;

    public ICommandConnection Connection => connection;

    /// <summary>Ends when the link is closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>The other end has sent something on this link. For the session's reader.</summary>
    public void NoteHeard()
    {
        _heard?.Invoke();
        _heard = null;
    }

    /// <summary>Closes the link, which ends what is being received and sent. It throws nothing.</summary>
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
                // The link is given up; the session goes on, or has ended.
            }

            _closed.SetResult();
        }

        await _closed.Task.ConfigureAwait(false);
    }
}
