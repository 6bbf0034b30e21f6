namespace Liaison.Messages;

/// <summary>The error codes in messages (WIRE, section 1, Reply).</summary>
public static class ErrorCode
{
    /// <summary>The message is not valid in the protocol.</summary>
    public const string BadMessage = "bad_message";

    /// <summary>There is no command with this name.</summary>
    public const string UnknownCommand = "unknown_command";

    /// <summary>The arguments do not fit the command or function.</summary>
    public const string BadArguments = "bad_arguments";

    /// <summary>A target points at nothing.</summary>
    public const string NotFound = "not_found";

    /// <summary>A target leads through something that the host has not exposed.</summary>
    public const string NotExposed = "not_exposed";

    /// <summary>Several members or overloads fit equally well.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>The command, or a function that it called, threw an exception.</summary>
    public const string Failed = "failed";

    /// <summary>The command was canceled before it ended.</summary>
    public const string Canceled = "canceled";

    /// <summary>The command did not end in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>
    /// A limit is reached (pending commands, unsent calls, subscriptions, open streams or unread items), or no worker can be reached.
    /// </summary>
    public const string Busy = "busy";

    /// <summary>A message, a result or a stream is larger than the end that reports this error accepts.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The peer is not authenticated, or is not allowed to do this.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The host is stopping and takes no more commands.</summary>
    public const string ShuttingDown = "shutting_down";

    /// <summary>
    /// The connection ended before the answer came, or before the call was sent. In the first case the command may have run.
    /// </summary>
    /// <remarks>The caller's own end reports this code. A gateway answers with it if the worker was lost.</remarks>
    public const string Disconnected = "disconnected";

    /// <summary>The connection was lost before the answer came, and the client is reconnecting. The command may have run.</summary>
    /// <remarks>The caller's own end reports this code.</remarks>
    public const string ConnectionLost = "connection_lost";

    /// <summary>The client was disposed, or has given up connecting. The command did not run.</summary>
    /// <remarks>The caller's own end reports this code.</remarks>
    public const string Closed = "closed";

    /// <summary>A typed client expects other commands than the host has.</summary>
    public const string ContractMismatch = "contract_mismatch";

    /// <summary>An internal error of Liaison.</summary>
    public const string Internal = "internal";
}
