using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>The identity of a peer that a command has signed in. It lasts as long as the connection.</summary>
public static class PeerIdentity
{
    /// <summary>The key of the identity in <see cref="ICommandPeer.Items"/>.</summary>
    public const string Key = "liaison.identity";

    /// <summary>
    /// Signs the peer in. From now on it may call commands that are marked <see cref="CommandAttribute.RequiresAuthentication"/>. A
    /// sign-in command calls this after it has checked the peer's credentials.
    /// </summary>
    /// <param name="peer">The peer: <see cref="CommandContext.Peer"/>.</param>
    /// <param name="identity">The peer's identity, in the application's own terms; not empty.</param>
    /// <exception cref="ArgumentException">The identity is empty.</exception>
    public static void Authenticate(this ICommandPeer peer, string identity)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        peer.Items[Key] = identity;
    }

    /// <summary>The identity that <see cref="Authenticate"/> stored; null if the peer is not signed in.</summary>
    /// <remarks>The credential that the transport knows is <see cref="PeerInfo.Credential"/>.</remarks>
    public static string? Identity(this ICommandPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return peer.Items.TryGetValue(Key, out var identity) ? identity as string : null;
    }

    /// <summary>Removes the peer's identity.</summary>
    /// <remarks>
    /// A peer that proved its identity to the transport may still call commands that are marked
    /// <see cref="CommandAttribute.RequiresAuthentication"/>.
    /// </remarks>
    public static void SignOut(this ICommandPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        peer.Items.Remove(Key);
    }

    /// <summary>Refuses a peer that is not authenticated.</summary>
    /// <param name="context">The call.</param>
    /// <param name="called">The name of the called command, for the error message.</param>
    /// <exception cref="CommandException">The peer is not authenticated.</exception>
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
            $"'{called}' is only for peers that have authenticated. Connect with the transport's token, or first call the host's command that signs in.");
    }
}
