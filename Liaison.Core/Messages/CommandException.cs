namespace Liaison.Messages;

/// <summary>A failure that a peer is told with a code of its own. A command may throw it to choose the code.</summary>
public sealed class CommandException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>, or a code of your own in the same style.</param>
    /// <param name="message">What is wrong, and the fix.</param>
    /// <param name="inner">What caused it, where something did.</param>
    public CommandException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>The code that the peer gets.</summary>
    public string Code { get; }

    /// <summary>
    /// What the peer gets as the error's data, written as results are: an object whose members say more than the message. Null for nothing.
    /// What cannot be written is left out, and the host's log says so.
    /// </summary>
    public object? Details { get; init; }
}
