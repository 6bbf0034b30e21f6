using Liaison.Messages;
using Liaison.Sessions.CallsIn;

namespace Liaison.Sessions.Workers;

/// <summary>Distributes the calls of all peers over several workers. Each call goes to the worker with the fewest pending calls.</summary>
internal sealed class SpreadRelay : Relay, IAsyncDisposable
{
    private readonly ForwardOptions _options;
    private readonly WorkerLink[] _links;
    private int _next;

    public SpreadRelay(Forwarding forwarding, PeerSettings settings)
    {
        _options = forwarding.Options;
        _links = [.. Enumerable.Range(0, _options.Spread).Select(_ => new WorkerLink(forwarding, settings))];
    }

    protected override bool DemandsAuthentication => !_options.AllowAnonymous;

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }
    }

    protected override bool Chooses(string command) => _options.Commands?.Invoke(command) != false;

    protected override async ValueTask<RawJson> RunAsync(Request request, PendingCall call)
    {
        var tried = new HashSet<WorkerLink>();
        while (true)
        {
            var link = Choose(tried);
            try
            {
                var sent = await link.SendAsync(request, call.Report).ConfigureAwait(false);
                return await sent.FinishAsync(request, call).ConfigureAwait(false);
            }
            catch (LiaisonException failure) when (failure.Code == ErrorCode.Busy && tried.Add(link) && tried.Count < Math.Min(_options.MaxAttempts, _links.Length) && !request.WantsItems)
            {
                // The worker did not run the call, and another one may have room.
            }
        }
    }

    private WorkerLink Choose(HashSet<WorkerLink> tried)
    {
        // Starts at another link each time, so that links with the same number of calls take turns.
        var first = (int)((uint)Interlocked.Increment(ref _next) % (uint)_links.Length);
        WorkerLink? best = null;
        for (var i = 0; i < _links.Length; i++)
        {
            var link = _links[(first + i) % _links.Length];
            if (!tried.Contains(link) && (best is null || link.Pending < best.Pending))
            {
                best = link;
            }
        }

        return best!;
    }
}
