using Liaison.Companions;
using Liaison.Sessions;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.Workers;
using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>Provides the companion for each peer: the host's companion, or one for this peer alone.</summary>
internal sealed class PeerCompanions(LiaisonHost host, HostOptions options, PeerSettings shared) : IAsyncDisposable
{
    private readonly List<Action<Companion>> _steps = [];
    private Forwarding? _forwarding;
    private bool _isServing;

    /// <summary>Forwards the peers' commands.</summary>
    /// <exception cref="InvalidOperationException">The host has already had peers.</exception>
    public void ForwardTo(Forwarding forwarding)
    {
        RefuseWhileServing(nameof(ForwardTo));
        _forwarding = forwarding;
        forwarding.Prepare(shared);
    }

    /// <summary>Shares the peers' topics with other hosts.</summary>
    /// <exception cref="InvalidOperationException">The host has already had peers.</exception>
    public void ShareTopics(ITopicBus bus)
    {
        RefuseWhileServing(nameof(ShareTopics));
        shared.Topics!.Share(bus, TimeProvider.System);
    }

    /// <summary>Configures the companion of the host, and the companions that peers have for themselves.</summary>
    /// <exception cref="InvalidOperationException">The host has already had peers.</exception>
    public void Configure(Action<Companion> step)
    {
        RefuseWhileServing(nameof(CompanionHostExtensions.ConfigureCompanions));
        step(host.Companion);
        _steps.Add(step);
    }

    /// <summary>Closes the objects that all peers share.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_forwarding is not null)
        {
            await _forwarding.DisposeAsync().ConfigureAwait(false);
        }

        await shared.Topics!.UnshareAsync().ConfigureAwait(false);
    }

    /// <summary>Creates the server's end of a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="owner">The object to dispose with the peer. It is also set if this method throws.</param>
    public Peer MakePeer(ICommandConnection connection, out IAsyncDisposable? owner)
    {
        Volatile.Write(ref _isServing, true);
        shared.Topics!.BeginSharing();
        var peer = Make(connection, out owner);
        _forwarding?.Attach(peer);
        return peer;
    }

    private void RefuseWhileServing(string method)
    {
        if (Volatile.Read(ref _isServing))
        {
            throw new InvalidOperationException($"The host has peers already. Call {method} before StartAsync.");
        }
    }

    private Peer Make(ICommandConnection connection, out IAsyncDisposable? owner)
    {
        owner = null;
        if (options.CompanionFor is not { } companionFor)
        {
            return new Peer(connection, shared);
        }

        (var companion, owner) = companionFor(connection.Remote);
        companion.Commands.Guard ??= host.Companion.Commands.Guard;
        Prepare(companion);
        _steps.ForEach(step => step(companion));
        return new Peer(connection, shared with
        {
            Dispatcher = companion.Dispatcher,
            Lanes = new Lanes(options.Execution),
        });
    }

    /// <summary>Adds to a companion the commands and names that only a host has.</summary>
    public void Prepare(Companion companion)
    {
        companion.Namespace.Reserve("liaison", host);
        companion.Commands.AddMissingFrom(new CallCommands());
        companion.Commands.AddMissingFrom(new TopicCommands());
        if (shared.Inspector is not null)
        {
            companion.Commands.AddMissingFrom(new InspectionCommands());
        }
    }
}
