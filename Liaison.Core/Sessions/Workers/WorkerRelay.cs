using Liaison.Messages;
using Liaison.Sessions.CallsIn;

namespace Liaison.Sessions.Workers;

/// <summary>Forwards one peer's calls to one worker, over a separate connection for this peer.</summary>
internal sealed class WorkerRelay : Relay, IAsyncDisposable
{
    private readonly ForwardOptions _options;
    private readonly WorkerLink _link;

    public WorkerRelay(Forwarding forwarding, Peer front)
    {
        _options = forwarding.Options;
        _link = new WorkerLink(forwarding, front);
    }

    protected override bool DemandsAuthentication => !_options.AllowAnonymous;

    /// <summary>Subscribes to a pattern at the worker too, or, without options, unsubscribes.</summary>
    public void Want(string pattern, SubscriptionOptions? options)
    {
        if (options is null)
        {
            _link.Unsubscribe(pattern);
        }
        else if (_options.Events)
        {
            _link.Subscribe(pattern, options);
        }
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    protected override bool Chooses(string command) => _options.Commands?.Invoke(command) != false;

    protected override async ValueTask<RawJson> RunAsync(Request request, PendingCall call)
    {
        var sent = await _link.SendAsync(request, call.Report).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await sent.FinishAsync(request, call).ConfigureAwait(false);
            }
            catch (LiaisonException failure) when (failure.Code == ErrorCode.Busy && attempt < _options.MaxAttempts && !request.WantsItems)
            {
                // The worker did not run the call. Another worker can replace this one only if the peer has stored nothing here.
                if (_link.TrySendElsewhere(sent, request, call.Report) is not { } elsewhere)
                {
                    throw;
                }

                sent = await elsewhere.ConfigureAwait(false);
            }
        }
    }
}
