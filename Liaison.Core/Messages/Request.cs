namespace Liaison.Messages;

/// <summary>Asks the other end to run a command.</summary>
public sealed class Request : Envelope
{
    // One field for the problem, the trace and the scratch saves memory, because many requests may be pending. A request with a problem runs
    // no command, and so has no trace. Only a request without both is reused, and so has a scratch.
    private object? _extra;
    private CallId _id;
    private string _command = "";
    private CommandArguments _arguments = CommandArguments.None;
    private ReadOnlyMemory<byte> _echo;
    private int _size;
    private long _timeoutTicks;

    /// <summary>The id of the request; none if the sender gave none.</summary>
    public CallId Id
    {
        get => _id;
        init => _id = value;
    }

    /// <summary>The command's name; empty if the message has none (<see cref="Problem"/> then says so).</summary>
    public string Command
    {
        get => _command;
        init => _command = value;
    }

    /// <summary>
    /// Whether the name may also match a command by the name rules (<c>get_student</c> finds <c>GetStudent</c>), if no command has
    /// exactly this name. The default is false.
    /// </summary>
    /// <remarks>It is set for names from a declaration, which may be spelled differently from the command.</remarks>
    public bool ByNameRule { get; init; }

    /// <summary>The arguments, still in UTF-8 JSON.</summary>
    public CommandArguments Arguments
    {
        get => _arguments;
        init => _arguments = value;
    }

    /// <summary>Whether the sender expects an answer. The default is true.</summary>
    public bool WantsReply { get; init; } = true;

    /// <summary>Whether the sender expects <see cref="Messages.Progress"/> messages.</summary>
    public bool WantsProgress { get; init; }

    /// <summary>Whether the sender expects a sequence as <see cref="Item"/> messages, and not as a list in the response.</summary>
    public bool WantsItems { get; init; }

    /// <summary>How long the sender waits for the answer, more than 0; null if it waits for ever.</summary>
    public TimeSpan? Timeout
    {
        get => _timeoutTicks == 0 ? null : TimeSpan.FromTicks(_timeoutTicks);
        init => _timeoutTicks = value is { } timeout ? Math.Max(timeout.Ticks, 1) : 0;
    }

    /// <summary>How many items may be sent before the sender grants more; 0 if it grants none and items are sent without limit.</summary>
    internal int ItemWindow { get; init; }

    /// <summary>The bytes that the protocol repeats in its answer, so that the peer can match the answer with the request.</summary>
    /// <remarks>The protocol decides their form: the whole request or only an id, for example. Only decoded requests have them.</remarks>
    public ReadOnlyMemory<byte> Echo
    {
        get => _echo;
        init => _echo = value;
    }

    /// <summary>Data that the codec which decoded the request stores for encoding its answers. No other code uses it.</summary>
    /// <remarks>Only one thread at a time encodes.</remarks>
    public object? State { get; init; }

    /// <summary>
    /// The trace of the request; null if the sender gave none, if nobody here listens to traces, or if there is a <see cref="Problem"/>.
    /// </summary>
    public TraceContext? Trace
    {
        get => _extra as TraceContext;
        init => _extra ??= value;
    }

    /// <summary>
    /// The error of a message that cannot be run but asks for an answer. The request is answered with it, and never reaches a command.
    /// </summary>
    public CommandError? Problem
    {
        get => _extra as CommandError;
        init => _extra = value ?? _extra;
    }

    /// <summary>The size of the message in memory, in bytes. It counts towards the limit on a peer's pending bytes.</summary>
    public int Size
    {
        get => _size;
        init => _size = value;
    }

    /// <summary>Whether the request uses only the basic properties, so that the object can be reused.</summary>
    internal bool IsPlain => HasNoExtra && this is { WantsReply: true, WantsProgress: false, WantsItems: false, ItemWindow: 0, Timeout: null, State: null, ByNameRule: false };

    /// <summary>
    /// An object of the code that runs the request. It stays with the request when the request is reused, so that it can be reused too. A
    /// request with a problem or a trace keeps none.
    /// </summary>
    internal object? Scratch
    {
        get => HasNoExtra ? _extra : null;
        set => _extra = HasNoExtra ? value : _extra;
    }

    /// <summary>
    /// Reuses this object for another request. The old one must no longer be in use, and <see cref="IsPlain"/> must be true.
    /// </summary>
    internal Request Reuse(CallId id, string command, CommandArguments arguments, ReadOnlyMemory<byte> echo, int size)
    {
        (_id, _command, _arguments, _echo, _size) = (id, command, arguments, echo, size);
        return this;
    }

    /// <summary>Lets go of the message's bytes. The object of the arguments is kept, to be reused with the request.</summary>
    internal void Clear()
    {
        (_id, _command, _echo) = (CallId.None, "", default);
        _arguments.Clear();
    }

    /// <summary>Replaces the arguments after their streams were gathered. Call it only before the command begins.</summary>
    internal void Replace(CommandArguments arguments) => _arguments = arguments;

    private bool HasNoExtra => _extra is not (CommandError or TraceContext);

    /// <summary>Creates a placeholder for the request of a decoded answer: it has only the id.</summary>
    public static Request WithId(CallId id) => new() { Id = id };
}
