namespace Liaison.Messages;

/// <summary>The codes of errors, as they stand in messages (WIRE, section 1, Reply).</summary>
public static class ErrorCode
{
    /// <summary>The message is not one that the protocol knows.</summary>
    public const string BadMessage = "bad_message";

    /// <summary>There is no command of that name.</summary>
    public const string UnknownCommand = "unknown_command";

    /// <summary>The arguments do not fit the command or function.</summary>
    public const string BadArguments = "bad_arguments";

    /// <summary>A target points at nothing.</summary>
    public const string NotFound = "not_found";

    /// <summary>A target leads through something that the host did not expose.</summary>
    public const string NotExposed = "not_exposed";

    /// <summary>More than one member or overload fits equally well.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>The command, or the function that it called, threw.</summary>
    public const string Failed = "failed";

    /// <summary>The command was canceled before it ended.</summary>
    public const string Canceled = "canceled";

    /// <summary>The command did not end in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The peer has too many commands pending.</summary>
    public const string Busy = "busy";

    /// <summary>The message is larger than the host accepts.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The peer has not proved that it may do this.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The host is stopping and takes no more commands.</summary>
    public const string ShuttingDown = "shutting_down";

    /// <summary>The connection ended before the answer came. It is what a caller is told at its own end, and what a gateway answers whose worker was lost: the command may have been run.</summary>
    public const string Disconnected = "disconnected";

    /// <summary>
    /// The connection was lost before the answer came, and the client connects again. It is what a caller is told at its own end: the command
    /// may have been run.
    /// </summary>
    public const string ConnectionLost = "connection_lost";

    /// <summary>The client was disposed, or has given up connecting. It is what a caller is told at its own end: the command was not run.</summary>
    public const string Closed = "closed";

    /// <summary>A typed client takes commands for something else than they are at the host.</summary>
    public const string ContractMismatch = "contract_mismatch";

    /// <summary>Liaison itself failed.</summary>
    public const string Internal = "internal";
}
