using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.CallsOut;

namespace Liaison.Client;

/// <summary>Something that waits for a connection to be sent over. Guarded by the lock of the <see cref="HostLink"/>.</summary>
/// <param name="what">What it is, for errors.</param>
/// <param name="bytes">How many bytes it holds.</param>
/// <param name="send">Sends it over a connection. It throws what keeps it from being sent.</param>
internal sealed class Unsent(string what, long bytes, Func<ClientSession, OutgoingCall?> send)
{
    private readonly TaskCompletionSource<SentCall> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // What is sent belongs to the trace of whoever called, and not to that of the loop that connects.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    public string What => what;

    public long Bytes => bytes;

    /// <summary>What the host has to agree to before; null for nothing.</summary>
    public GeneratedContract? Contract { get; init; }

    /// <summary>Ends when it was sent; fails where it never will be.</summary>
    public Task<SentCall> Sent => _sent.Task;

    /// <summary>Sends it over a connection; false where that has ended, so that it waits for the next one.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="refusal">Why the host does not agree to the contract; null where it does.</param>
    public bool TrySend(ClientSession session, LiaisonException? refusal = null)
    {
        try
        {
            _sent.TrySetResult(new SentCall(session, refusal is null ? Send(session) : throw refusal));
            return true;
        }
        catch (LiaisonException failure) when (ClientSession.IsEnd(failure))
        {
            return false;
        }
        catch (Exception failure)
        {
            Fail(failure);
            return true;
        }
    }

    /// <summary>It will not be sent.</summary>
    public void Fail(Exception failure)
    {
        _sent.TrySetException(failure);

        // Nobody waits for what becomes of a notification.
        _ = _sent.Task.Exception;
    }

    private OutgoingCall? Send(ClientSession session)
    {
        if (_context is null)
        {
            return send(session);
        }

        OutgoingCall? call = null;
        ExecutionContext.Run(_context, _ => call = send(session), null);
        return call;
    }
}
