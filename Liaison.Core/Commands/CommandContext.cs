using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>What a running command can know of its call. A parameter of this type is supplied, never bound.</summary>
/// <param name="command">The command's name.</param>
public class CommandContext(string command)
{
    // Most calls have none, and pay for nothing but its place.
    private CallBelongings? _belongings;

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

    /// <summary>
    /// The command that is called, for the filters around it. What it says of itself, attributes of one's own included, is in
    /// <see cref="CommandDescriptor.Metadata"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">No filter is around the call.</exception>
    public CommandDescriptor Descriptor => Filtered.Command;

    /// <summary>Whether somebody may still refer to the call, its arguments or this context once the call was answered.</summary>
    internal bool IsKept { get; set; } = true;

    /// <summary>The arguments as the caller sent them, not read yet, for the filters around the command.</summary>
    /// <exception cref="InvalidOperationException">No filter is around the call.</exception>
    public CommandArguments Arguments => Filtered.Arguments;

    /// <summary>
    /// What the caller is given, for the filters around the command: null until the command, or a filter, has given something. A sequence
    /// that is made while it is read has not been read yet.
    /// </summary>
    /// <exception cref="InvalidOperationException">No filter is around the call.</exception>
    public object? Result
    {
        get => Filtered.Result;
        set => Filtered.Result = value;
    }

    /// <summary>What filters and the command have put down about this call. Thread-safe.</summary>
    public IDictionary<string, object?> Items => Belongings.Items;

    /// <summary>
    /// Has something disposed once the call was answered, a stream's last item included; the newest first. Only while the call runs.
    /// </summary>
    public void Own(IAsyncDisposable resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Belongings.Own(resource);
    }

    /// <summary>Reads the argument that a parameter of the command will get, by position or by name, for the filters around the command.</summary>
    /// <typeparam name="T">What it is read as, whatever the parameter's own type is.</typeparam>
    /// <param name="parameter">The parameter's name, exactly.</param>
    /// <param name="value">The argument; a reference gives what it refers to.</param>
    /// <returns>False: the command has no such parameter, or the caller gave it nothing.</returns>
    /// <exception cref="CommandException">The argument is none of that type.</exception>
    /// <exception cref="InvalidOperationException">No filter is around the call.</exception>
    public bool TryReadArgument<T>(string parameter, out T? value) => Filtered.TryRead(parameter, out value);

    /// <summary>Whether there is anything to dispose once the call was answered.</summary>
    internal bool OwnsAny => _belongings is { OwnsAny: true };

    private CallBelongings Belongings => LazyInitializer.EnsureInitialized(ref _belongings, static () => new CallBelongings());

    private FilteredCall Filtered =>
        _belongings?.Filtered
        ?? throw new InvalidOperationException($"No filter is around '{Command}'. A command takes its arguments as parameters, all of them unread with {nameof(CommandArguments)}, and returns its result.");

    /// <summary>Filters begin to run.</summary>
    internal void Filter(FilteredCall call) => Belongings.Filtered = call;

    /// <summary>Disposes what the call owns.</summary>
    internal ValueTask ReleaseAsync() => Interlocked.Exchange(ref _belongings, null)?.ReleaseAsync() ?? ValueTask.CompletedTask;

    /// <summary>The lanes of the host that the call came to; none where it was called in process.</summary>
    internal virtual IReadOnlyList<LaneState> Lanes => [];

    /// <summary>What the host does that the call came to.</summary>
    internal virtual HostFigures Host => HostFigures.None;

    /// <summary>Whether a sequence that the command gives is to be sent item by item.</summary>
    internal virtual bool WantsItems => false;

    /// <summary>Hands on what the command reports, unless nobody asked for it.</summary>
    internal virtual void Report(object? value) => Progress?.Invoke(value);

    /// <summary>Has what is the command's result, a stream or many bytes, sent as a stream; null where the caller takes none, or it is too small for one.</summary>
    internal virtual RawJson? TryStream(object value) => null;

    /// <summary>Sends one item, where <see cref="WantsItems"/> says so; waits while the caller reads too slowly.</summary>
    internal virtual ValueTask SendItemAsync(object? item) => throw new InvalidOperationException("Nobody wants the items of this call one by one.");
}
