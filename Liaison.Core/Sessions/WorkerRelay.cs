using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>Has one peer's calls run by one worker, over a connection that is the peer's own.</summary>
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

    public override void Subscribe(string pattern, SubscriptionOptions options)
    {
        if (_options.Events)
        {
            _link.Subscribe(pattern, options);
        }
    }

    public override void Unsubscribe(string pattern) => _link.Unsubscribe(pattern);

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    protected override bool Chooses(string command) => _options.Commands?.Invoke(command) != false;

    protected override async ValueTask<RawJson> RunAsync(Request request, PendingCall call) =>
        await FinishAsync(await _link.SendAsync(request, call.Report).ConfigureAwait(false), request, call).ConfigureAwait(false);
}
