using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>A request that is not answered yet. It is answered once, by whoever comes first.</summary>
internal sealed class PendingCall(Peer peer, Request request) : IThreadPoolWorkItem
{
    private int _answered;

    public Request Request => request;

    /// <summary>Where the call stands among those that are pending; the table's own.</summary>
    internal LinkedListNode<PendingCall>? Node { get; set; }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    /// <summary>Runs the command and sends the answer. Throws nothing.</summary>
    public async Task RunAsync()
    {
        if (peer.CallsToken.IsCancellationRequested && request.Problem is null)
        {
            Abandon();
            return;
        }

        var context = new CommandContext(request.Command) { Remote = peer.Remote, CancellationToken = peer.CallsToken };
        var answer = peer.SynchronizationContext is { } synchronization
            ? await PostedCall.RunAsync(synchronization, peer.Companion, request, context).ConfigureAwait(false)
            : await peer.Companion.AnswerAsync(request, context).ConfigureAwait(false);
        Answer(answer);
    }

    /// <summary>Answers without running the command, or without waiting for it any longer.</summary>
    public void Abandon() => Answer(new Fault(request, peer.ReasonToAbandon()));

    private void Answer(Envelope answer)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            peer.Complete(this, answer);
        }
    }
}
