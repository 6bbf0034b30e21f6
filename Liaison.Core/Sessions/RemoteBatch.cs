using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>Calls to the other end that are sent together.</summary>
internal sealed class RemoteBatch(RemotePeer peer, RemoteCaller caller) : CommandBatch
{
    private readonly List<Request> _requests = [];
    private readonly List<OutgoingCall> _calls = [];
    private bool _sent;

    public override Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default)
        where T : default
    {
        CheckUnsent();
        cancellationToken.ThrowIfCancellationRequested();
        var (call, request) = caller.Prepare(command, streams: false);
        _calls.Add(call);
        _requests.Add(request);
        return peer.AnswerAsync<T>(call, cancellationToken);
    }

    public override void Notify(CommandCall command)
    {
        CheckUnsent();
        _requests.Add(caller.Notification(command));
    }

    public override Task SendAsync(CancellationToken cancellationToken = default)
    {
        CheckUnsent();
        cancellationToken.ThrowIfCancellationRequested();
        _sent = true;
        try
        {
            if (_requests.Count > 0)
            {
                caller.Send(new Batch(_requests));
            }
        }
        catch (Exception failure)
        {
            foreach (var call in _calls)
            {
                caller.Drop(call, failure);
            }

            throw;
        }

        return Task.CompletedTask;
    }

    private void CheckUnsent()
    {
        if (_sent)
        {
            throw new InvalidOperationException("The batch was sent. Make another one with CreateBatch.");
        }
    }
}
