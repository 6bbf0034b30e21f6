using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>The call that a running command belongs to. A parameter of this type is supplied, never bound to an argument.</summary>
public class CommandContext
{
    // Created only when needed: most calls have no belongings.
    private CallBelongings? _belongings;

    private string _command;
    private PeerInfo? _remote;
    private bool? _mayBeKept;

    /// <summary>Creates the context of a call.</summary>
    /// <param name="command">The command's name.</param>
    public CommandContext(string command) => _command = command;

    /// <summary>The command's name; for an unknown command, the name that the peer sent.</summary>
    public string Command => _command;

    /// <summary>The caller, which the command can call back; null if the command was called in process, without a connection.</summary>
    /// <remarks>
    /// While a command waits for a call to this peer, it gives up its turn: other commands run in the meantime, so that nested calls do not
    /// wait for each other. The command gets its turn back before it continues.
    /// </remarks>
    public virtual ICommandPeer? Peer { get; init; }

    /// <summary>Transport, address and credential of the caller; null if the command was called in process, without a connection.</summary>
    public PeerInfo? Remote
    {
        get => _remote;
        init => _remote = value;
    }

    /// <summary>
    /// Fires when the call is canceled or times out, when the peer disconnects, and when the host stops and the command has not ended
    /// within the drain timeout. A parameter of type <see cref="System.Threading.CancellationToken"/> gets the same token.
    /// </summary>
    public virtual CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Receives the command's progress reports (<see cref="IProgress{T}"/>) when it is called in process; null drops them. Over a
    /// connection, reports go to the peer.
    /// </summary>
    public Action<object?>? Progress { get; init; }

    /// <summary>
    /// The called command, for the filters around it. <see cref="CommandDescriptor.Metadata"/> has the command's attributes, your own
    /// included.
    /// </summary>
    /// <exception cref="InvalidOperationException">The call has no filters.</exception>
    public CommandDescriptor Descriptor => Filtered.Command;

    /// <summary>Whether the call, its arguments or this context may still be referenced after the call was answered.</summary>
    /// <remarks>
    /// It is true until a command has run. Then one that may keep the call is enough, since a command can call others with its own
    /// context.
    /// </remarks>
    internal bool IsKept => _mayBeKept ?? true;

    /// <summary>The arguments as the caller sent them, not read yet, for the filters around the command.</summary>
    /// <exception cref="InvalidOperationException">The call has no filters.</exception>
    public CommandArguments Arguments => Filtered.Arguments;

    /// <summary>
    /// The result that the caller gets, for the filters around the command; null until the command or a filter has set it. A lazy
    /// sequence has not been read yet.
    /// </summary>
    /// <exception cref="InvalidOperationException">The call has no filters.</exception>
    public object? Result
    {
        get => Filtered.Result;
        set => Filtered.Result = value;
    }

    /// <summary>Values that filters and the command store for the duration of this call. Thread-safe.</summary>
    public IDictionary<string, object?> Items => Belongings.Items;

    /// <summary>
    /// Disposes the resource after the call was answered, and after the last item if the result is a stream. The newest resource is
    /// disposed first.
    /// </summary>
    /// <remarks>Call it only while the command runs.</remarks>
    public void Own(IAsyncDisposable resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Belongings.Own(resource);
    }

    /// <summary>Reads the argument of one parameter of the command, by position or by name, for the filters around the command.</summary>
    /// <typeparam name="T">The type to read it as. It may differ from the parameter's own type.</typeparam>
    /// <param name="parameter">The parameter's exact name.</param>
    /// <param name="value">The argument; for a reference, the object that it refers to.</param>
    /// <returns>False if the command has no such parameter, or the caller sent no argument for it.</returns>
    /// <exception cref="CommandException">The argument cannot be read as this type.</exception>
    /// <exception cref="InvalidOperationException">The call has no filters.</exception>
    public bool TryReadArgument<T>(string parameter, out T? value) => Filtered.TryRead(parameter, out value);

    /// <summary>Reuses this object for another call. The old call must have ended, and no code may still use its context.</summary>
    private protected void Reuse(string command, PeerInfo? remote)
    {
        (_command, _remote, _belongings, _mayBeKept) = (command, remote, null, null);
    }

    /// <summary>Notes that code runs with this call.</summary>
    /// <param name="mayKeep">Whether the code may keep the call, its arguments or this context.</param>
    internal void PassTo(bool mayKeep) => _mayBeKept = _mayBeKept == true || mayKeep;

    /// <summary>Whether there is anything to dispose after the call was answered.</summary>
    internal bool OwnsAny => _belongings is { OwnsAny: true };

    private CallBelongings Belongings => LazyInitializer.EnsureInitialized(ref _belongings, static () => new CallBelongings());

    private FilteredCall Filtered =>
        _belongings?.Filtered
        ?? throw new InvalidOperationException($"No filter is around '{Command}'. A command takes its arguments as parameters, all of them unread with {nameof(CommandArguments)}, and returns its result.");

    /// <summary>Records the call that the filters see, before they run.</summary>
    internal void Filter(FilteredCall call) => Belongings.Filtered = call;

    /// <summary>Disposes the resources that the call owns.</summary>
    internal ValueTask ReleaseAsync() => Interlocked.Exchange(ref _belongings, null)?.ReleaseAsync() ?? ValueTask.CompletedTask;

    /// <summary>The lanes of the host that received the call; empty if the command was called in process.</summary>
    internal virtual IReadOnlyList<LaneState> Lanes => [];

    /// <summary>The current figures of the host that received the call.</summary>
    internal virtual HostFigures Host => HostFigures.None;

    /// <summary>Whether the items of a sequence result are sent one by one.</summary>
    internal virtual bool WantsItems => false;

    /// <summary>Sends a progress report, unless nobody asked for reports.</summary>
    internal virtual void Report(object? value) => Progress?.Invoke(value);

    /// <summary>
    /// Sends a result (a stream or many bytes) as a stream. Returns null if the caller takes no streams, or the bytes are too few.
    /// </summary>
    internal virtual RawJson? TryStream(object value) => null;

    /// <summary>Sends one item, if <see cref="WantsItems"/> is true. Waits while the caller reads too slowly.</summary>
    internal virtual ValueTask SendItemAsync(object? item) => throw new InvalidOperationException("Nobody wants the items of this call one by one.");
}
