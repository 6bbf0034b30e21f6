using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>What a running command can know of its call. A parameter of this type is supplied, never bound.</summary>
/// <param name="Command">The command's name, as the peer sent it.</param>
public sealed record CommandContext(string Command)
{
    private readonly CancellationToken _cancellationToken;
    private readonly ICommandPeer? _peer;

    /// <summary>Who called, and can be called back; null where the command was called in process, without a connection.</summary>
    /// <remarks>
    /// A command that calls back through this gives its turn up until the answer has come: others run in the meantime, so that nested
    /// calls do not wait for each other. It gets its turn back before it goes on.
    /// </remarks>
    public ICommandPeer? Peer
    {
        get => _peer ?? Scope?.Peer;
        init => _peer = value;
    }

    /// <summary>Who called; null where the command was called in process, without a connection.</summary>
    public PeerInfo? Remote { get; init; }

    /// <summary>
    /// Fires when the call is canceled or has run into its timeout, when the peer has left, and when the host stops. A parameter of type
    /// <see cref="System.Threading.CancellationToken"/> gets it too.
    /// </summary>
    public CancellationToken CancellationToken
    {
        get => Scope?.Token ?? _cancellationToken;
        init => _cancellationToken = value;
    }

    /// <summary>
    /// Takes what the command reports with an <see cref="IProgress{T}"/> when it is called in process; null drops it. Over a connection
    /// reports go to the peer.
    /// </summary>
    public Action<object?>? Progress { get; init; }

    /// <summary>The call over a connection; null in process.</summary>
    internal ICallScope? Scope { get; init; }

    internal void Report(object? value)
    {
        if (Scope is { } scope)
        {
            scope.Report(value);
        }
        else
        {
            Progress?.Invoke(value);
        }
    }
}
