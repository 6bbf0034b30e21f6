using System.Text.Json;

namespace Liaison.Messages;

/// <summary>A call that the other end answered with an error, or did not answer.</summary>
public sealed class LiaisonException : Exception
{
    /// <summary>Creates the exception for an error.</summary>
    /// <param name="error">The error that the other end sent, or that this end found.</param>
    /// <param name="inner">The cause at this end, if there is one.</param>
    public LiaisonException(CommandError error, Exception? inner = null)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message, inner) => Error = error;

    /// <summary>The whole error.</summary>
    public CommandError Error { get; }

    /// <summary>One of <see cref="ErrorCode"/>, or the command's own code.</summary>
    public string Code => Error.Code;

    /// <summary>The full name of the exception's type at the other end.</summary>
    public string RemoteType => Error.Type;

    /// <summary>
    /// The error's lines from the other end: the last is <c>Type: message</c>; a stack trace may come before it, causes first.
    /// </summary>
    public IReadOnlyList<string> RemoteLines => Error.Lines;

    /// <summary>The JSON options of the end that made the call; null if the error comes from this end.</summary>
    internal JsonSerializerOptions? Json { get; init; }
}
