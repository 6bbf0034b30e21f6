using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.CallsOut;

namespace Liaison.Client;

/// <summary>A call, notification or batch that waits for a connection. Guarded by the lock of the <see cref="HostLink"/>.</summary>
/// <param name="what">Its name in error messages.</param>
/// <param name="bytes">How many bytes it holds.</param>
/// <param name="send">Sends it over a connection, or throws the reason why it cannot be sent.</param>
internal sealed class Unsent(string what, long bytes, Func<ClientSession, OutgoingCall?> send)
{
    private readonly TaskCompletionSource<SentCall> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The message belongs to the trace of its caller, not to the trace of the loop that connects.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    public string What => what;

    public long Bytes => bytes;

    /// <summary>The contract that the host must accept first; null for none.</summary>
    public GeneratedContract? Contract { get; init; }

    /// <summary>Completes when it was sent; fails if it never will be.</summary>
    public Task<SentCall> Sent => _sent.Task;

    /// <summary>Sends it over a connection. False if the connection has ended: it then waits for the next one.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="refusal">Why the host does not accept the contract; null if it accepts.</param>
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

    /// <summary>Gives up: it will not be sent.</summary>
    public void Fail(Exception failure)
    {
        _sent.TrySetException(failure);

        // Nobody awaits the outcome of a notification.
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
