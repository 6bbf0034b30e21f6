using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>Calls to the other end that are sent together.</summary>
internal sealed class RemoteBatch(RemotePeer peer, RemoteCaller caller) : CommandBatch
{
    private readonly Lock _gate = new();
    private readonly List<(Request Request, OutgoingCall? Call)> _parts = [];

    // Its continuations run while it is set: the turn of the command that sends is given up once the batch is sent.
    private readonly TaskCompletionSource _sending = new();
    private bool _sent;

    public override Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default)
        where T : default
    {
        CheckUnsent();
        cancellationToken.ThrowIfCancellationRequested();
        var (call, request) = caller.Prepare(command, streams: false);
        _parts.Add((request, call));
        return AnswerAsync<T>(call, cancellationToken);
    }

    public override void Notify(CommandCall command)
    {
        CheckUnsent();
        _parts.Add((caller.Notification(command), null));
    }

    public override Task SendAsync(CancellationToken cancellationToken = default)
    {
        CheckUnsent();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Send();
        }
        catch (Exception failure)
        {
            foreach (var call in _parts.Select(part => part.Call).OfType<OutgoingCall>())
            {
                caller.Drop(call, failure);
            }

            throw;
        }
        finally
        {
            _sending.SetResult();
        }

        return Task.CompletedTask;
    }

    private void Send()
    {
        lock (_gate)
        {
            _sent = true;
            Request[] requests = [.. _parts.Where(part => part.Call is not { Answer.IsCanceled: true }).Select(part => part.Request)];
            if (requests.Length > 0)
            {
                caller.Send(new Batch(requests));
            }
        }
    }

    private async Task<T?> AnswerAsync<T>(OutgoingCall call, CancellationToken cancellationToken)
    {
        try
        {
            await _sending.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Cancel(call, cancellationToken);
            throw;
        }

        return await peer.AnswerAsync<T>(call, cancellationToken).ConfigureAwait(false);
    }

    private void Cancel(OutgoingCall call, CancellationToken cancellationToken)
    {
        // Either the batch goes out without the call, or the other end is told after it.
        lock (_gate)
        {
            caller.Cancel(call, cancellationToken, isSent: _sent);
        }
    }

    private void CheckUnsent()
    {
        if (_sent)
        {
            throw new InvalidOperationException("The batch was sent. Make another one with CreateBatch.");
        }
    }
}
