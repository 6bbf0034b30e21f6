using Liaison.Companions;
using Liaison.Sessions;
using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>Gives each peer of a host the companion that it drives: the host's, or one of its own.</summary>
internal sealed class PeerCompanions(LiaisonHost host, HostOptions options, PeerSettings shared)
{
    /// <summary>Makes the server's end of a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="owner">What is to be disposed with the peer; also set where this throws.</param>
    public Peer MakePeer(ICommandConnection connection, out IAsyncDisposable? owner)
    {
        owner = null;
        if (options.CompanionFor is not { } companionFor)
        {
            return new Peer(connection, shared);
        }

        (var companion, owner) = companionFor(connection.Remote);
        companion.Commands.Guard ??= host.Companion.Commands.Guard;
        Prepare(companion);
        return new Peer(connection, shared with
        {
            Dispatcher = companion.Dispatcher,
            Lanes = new Lanes(options.Execution),
        });
    }

    /// <summary>Gives a companion what only a host has.</summary>
    public void Prepare(Companion companion)
    {
        companion.Namespace.Reserve("liaison", host);
        companion.Commands.AddMissingFrom(new CallCommands());
        companion.Commands.AddMissingFrom(new TopicCommands());
    }
}
