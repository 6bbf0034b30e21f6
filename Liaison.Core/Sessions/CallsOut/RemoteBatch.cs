using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.CallsIn;

namespace Liaison.Sessions.CallsOut;

/// <summary>Calls to the other end that are sent together.</summary>
/// <param name="peer">The other end.</param>
/// <param name="caller">Sends the calls.</param>
/// <param name="turn">The turn of the calling command, to be given up while it waits; null if there is none.</param>
internal sealed class RemoteBatch(RemotePeer peer, RemoteCaller caller, LaneTurn? turn) : CommandBatch
{
    private readonly List<BatchedCall> _calls = [];
    private bool _sent;

    public override Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default)
        where T : default
    {
        CheckUnsent();
        cancellationToken.ThrowIfCancellationRequested();
        var (call, request) = caller.Prepare(command, streams: false);
        var leave = turn is null ? null : new TurnLeave(turn);
        _calls.Add(new BatchedCall(request, call, leave));
        return AnswerAsync<T>(call, leave, cancellationToken);
    }

    public override void Notify(CommandCall command)
    {
        CheckUnsent();
        _calls.Add(new BatchedCall(caller.Notification(command), null, null));
    }

    public override Task SendAsync(CancellationToken cancellationToken = default)
    {
        CheckUnsent();
        cancellationToken.ThrowIfCancellationRequested();
        _sent = true;

        // Calls that were canceled before this line are not sent. For calls that are canceled later, the cancel is sent after the batch.
        List<BatchedCall> calls;
        lock (caller.Sending)
        {
            calls = [.. _calls.Where(call => call.Call is not { IsAnswered: true })];
            Send(calls);
        }

        calls.ForEach(call => call.Leave?.Begin());
        return Task.CompletedTask;
    }

    private void Send(List<BatchedCall> calls)
    {
        try
        {
            if (calls.Count > 0)
            {
                caller.Send(new Batch([.. calls.Select(call => call.Request)]));
            }
        }
        catch (Exception failure)
        {
            calls.ForEach(call => caller.Drop(call.Call, failure));
            throw;
        }
    }

    private async Task<T?> AnswerAsync<T>(OutgoingCall call, TurnLeave? leave, CancellationToken cancellationToken)
    {
        try
        {
            return await peer.AnswerAsync<T>(call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await (leave?.EndAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    private void CheckUnsent()
    {
        if (_sent)
        {
            throw new InvalidOperationException("The batch was sent. Make another one with CreateBatch.");
        }
    }

    private sealed record BatchedCall(Request Request, OutgoingCall? Call, TurnLeave? Leave);
}
