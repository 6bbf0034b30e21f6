using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>What a running command can know of its call. A parameter of this type is supplied, never bound.</summary>
/// <param name="Command">The command's name, as the peer sent it.</param>
public sealed record CommandContext(string Command)
{
    /// <summary>Who called; null where the command was called in process, without a connection.</summary>
    public PeerInfo? Remote { get; init; }

    /// <summary>Fires when the peer has left or the host stops. A parameter of type <see cref="CancellationToken"/> gets it too.</summary>
    public CancellationToken CancellationToken { get; init; }
}
