using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Who a peer is, once a command has found out. It lasts as long as the connection.</summary>
public static class PeerIdentity
{
    /// <summary>The key under which the identity stands in <see cref="ICommandPeer.Items"/>.</summary>
    public const string Key = "liaison.identity";

    /// <summary>
    /// Puts down who the peer is. From now on it may call what is marked <see cref="CommandAttribute.RequiresAuthentication"/>; a command
    /// that signs in does this once it has checked what it was given.
    /// </summary>
    /// <param name="peer">The peer: <see cref="CommandContext.Peer"/>.</param>
    /// <param name="identity">Who it is, in the application's own terms; not empty.</param>
    /// <exception cref="ArgumentException">The identity is empty.</exception>
    public static void Authenticate(this ICommandPeer peer, string identity)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        peer.Items[Key] = identity;
    }

    /// <summary>
    /// Who the peer is, as <see cref="Authenticate"/> put it down; null where nothing did. What the transport knows of it is its
    /// <see cref="PeerInfo.Credential"/>.
    /// </summary>
    public static string? Identity(this ICommandPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return peer.Items.TryGetValue(Key, out var identity) ? identity as string : null;
    }

    /// <summary>
    /// Forgets who the peer is. One that proved itself to the transport may go on calling what is marked
    /// <see cref="CommandAttribute.RequiresAuthentication"/>.
    /// </summary>
    public static void SignOut(this ICommandPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        peer.Items.Remove(Key);
    }

    /// <summary>Refuses a peer that nobody knows.</summary>
    /// <param name="context">The call.</param>
    /// <param name="called">What is called, for people.</param>
    /// <exception cref="CommandException">The peer has proved nothing.</exception>
    internal static void Demand(CommandContext context, string called)
    {
        var peer = context.Peer;
        var remote = context.Remote ?? peer?.Remote;
        if (remote is null || remote.Credential is not null || peer?.Identity() is not null)
        {
            return;
        }

        throw new CommandException(
            ErrorCode.Unauthorized,
            $"'{called}' is only for peers that have authenticated. Connect with the transport's token, or call the host's command that signs in before.");
    }
}
