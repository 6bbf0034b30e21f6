namespace Liaison.Messages;

/// <summary>One end asks the other for a command to be run.</summary>
public sealed class Request : Envelope
{
    // What has a problem runs no command, and so is in no trace. Many requests may be pending: each of their bytes counts.
    private object? _problemOrTrace;
    private CallId _id;
    private string _command = "";
    private CommandArguments _arguments = CommandArguments.None;
    private ReadOnlyMemory<byte> _echo;
    private int _size;
    private long _timeoutTicks;

    /// <summary>What the request is known by; none where its sender gave none.</summary>
    public CallId Id
    {
        get => _id;
        init => _id = value;
    }

    /// <summary>The command's name; empty where the message has none (<see cref="Problem"/> then says so).</summary>
    public string Command
    {
        get => _command;
        init => _command = value;
    }

    /// <summary>
    /// Whether the name is one of a declaration, which may be spelt otherwise than the command: it is found by the name rules
    /// (<c>get_student</c> finds <c>GetStudent</c>) where there is none of exactly that name. The default is false.
    /// </summary>
    public bool ByNameRule { get; init; }

    /// <summary>The arguments, still in UTF-8 JSON.</summary>
    public CommandArguments Arguments
    {
        get => _arguments;
        init => _arguments = value;
    }

    /// <summary>Whether the sender reads an answer. The default is true.</summary>
    public bool WantsReply { get; init; } = true;

    /// <summary>Whether the sender reads <see cref="Messages.Progress"/>.</summary>
    public bool WantsProgress { get; init; }

    /// <summary>Whether the sender reads a sequence as one <see cref="Item"/> each, and not as a list in the response.</summary>
    public bool WantsItems { get; init; }

    /// <summary>How long the sender waits for the answer; null for ever. More than 0.</summary>
    public TimeSpan? Timeout
    {
        get => _timeoutTicks == 0 ? null : TimeSpan.FromTicks(_timeoutTicks);
        init => _timeoutTicks = value is { } timeout ? Math.Max(timeout.Ticks, 1) : 0;
    }

    /// <summary>How many items may be sent before the sender has granted more; 0 where it grants none, and reads as they come.</summary>
    internal int ItemWindow { get; init; }

    /// <summary>
    /// What the protocol repeats in its answer, so that the peer can tell which request it belongs to. Its form is the protocol's own:
    /// the whole request in one, an id in another. Of decoded requests alone.
    /// </summary>
    public ReadOnlyMemory<byte> Echo
    {
        get => _echo;
        init => _echo = value;
    }

    /// <summary>
    /// What the codec that decoded the request wants to find again when it encodes what answers it. Nobody else looks at it. Only one
    /// thread at a time encodes.
    /// </summary>
    public object? State { get; init; }

    /// <summary>The trace that the request belongs to; null where its sender named none, or nobody here listens, or there is a <see cref="Problem"/>.</summary>
    public TraceContext? Trace
    {
        get => _problemOrTrace as TraceContext;
        init => _problemOrTrace ??= value;
    }

    /// <summary>Why the message cannot be run although it asks for an answer: it is answered with this, and never reaches a command.</summary>
    public CommandError? Problem
    {
        get => _problemOrTrace as CommandError;
        init => _problemOrTrace = value ?? _problemOrTrace;
    }

    /// <summary>The bytes that the message holds in memory, for the limit on what a peer may have pending.</summary>
    public int Size
    {
        get => _size;
        init => _size = value;
    }

    /// <summary>Whether the request has nothing but what every request has, so that it can be used again.</summary>
    internal bool IsPlain => _problemOrTrace is null && this is { WantsReply: true, WantsProgress: false, WantsItems: false, ItemWindow: 0, Timeout: null, State: null, ByNameRule: false };

    /// <summary>Makes another request of this one, which nobody refers to any more and which <see cref="IsPlain"/>.</summary>
    internal Request Reuse(CallId id, string command, CommandArguments arguments, ReadOnlyMemory<byte> echo, int size)
    {
        (_id, _command, _arguments, _echo, _size) = (id, command, arguments, echo, size);
        return this;
    }

    /// <summary>Puts arguments in the place of those that had to be gathered first. Only before the command begins.</summary>
    internal void Replace(CommandArguments arguments) => _arguments = arguments;

    /// <summary>What stands for the request in a decoded answer: its id, and nothing else.</summary>
    public static Request WithId(CallId id) => new() { Id = id };
}
