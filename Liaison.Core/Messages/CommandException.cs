namespace Liaison.Messages;

/// <summary>A failure with an error code for the peer. Commands may throw it to choose the code.</summary>
public sealed class CommandException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>, or a code of your own in the same style.</param>
    /// <param name="message">The problem, and how to fix it.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public CommandException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>The code that the peer gets.</summary>
    public string Code { get; }

    /// <summary>Data for the peer: an object whose members say more than the message; null for none.</summary>
    /// <remarks>
    /// It is written like a result, as the error's data. If it cannot be written, the error is sent without it, and the host's log says so.
    /// </remarks>
    public object? Details { get; init; }
}
