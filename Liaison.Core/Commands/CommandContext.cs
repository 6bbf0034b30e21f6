using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>What a running command can know of its call. A parameter of this type is supplied, never bound.</summary>
/// <param name="command">The command's name.</param>
public class CommandContext(string command)
{
    /// <summary>The command's name; of a command that there is none of, the name that the peer sent.</summary>
    public string Command { get; } = command;

    /// <summary>Who called, and can be called back; null where the command was called in process, without a connection.</summary>
    /// <remarks>
    /// A command that calls back through this gives its turn up until the answer has come: others run in the meantime, so that nested
    /// calls do not wait for each other. It gets its turn back before it goes on.
    /// </remarks>
    public virtual ICommandPeer? Peer { get; init; }

    /// <summary>Who called; null where the command was called in process, without a connection.</summary>
    public PeerInfo? Remote { get; init; }

    /// <summary>
    /// Fires when the call is canceled or has run into its timeout, when the peer has left, and when the host stops. A parameter of type
    /// <see cref="System.Threading.CancellationToken"/> gets it too.
    /// </summary>
    public virtual CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Takes what the command reports with an <see cref="IProgress{T}"/> when it is called in process; null drops it. Over a connection
    /// reports go to the peer.
    /// </summary>
    public Action<object?>? Progress { get; init; }

    /// <summary>What the command runs on, where that is the call's own: disposed once the call was answered.</summary>
    internal IAsyncDisposable? Owned { get; set; }

    /// <summary>Whether somebody may still refer to the call, its arguments or this context once the call was answered.</summary>
    internal bool IsKept { get; set; } = true;

    /// <summary>Disposes what the command ran on.</summary>
    internal ValueTask ReleaseAsync()
    {
        var owned = Owned;
        Owned = null;
        return owned?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>Whether a sequence that the command gives is to be sent item by item.</summary>
    internal virtual bool WantsItems => false;

    /// <summary>Hands on what the command reports, unless nobody asked for it.</summary>
    internal virtual void Report(object? value) => Progress?.Invoke(value);

    /// <summary>Sends one item, where <see cref="WantsItems"/> says so; waits while the caller reads too slowly.</summary>
    internal virtual ValueTask SendItemAsync(object? item) => throw new InvalidOperationException("Nobody wants the items of this call one by one.");
}
