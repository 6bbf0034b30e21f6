using System.Text.Json;

namespace Liaison.Messages;

/// <summary>A call that the other end answered with an error, or could not answer.</summary>
public sealed class LiaisonException : Exception
{
    /// <summary>Makes the exception of an error.</summary>
    /// <param name="error">What the other end told, or what became of the call here.</param>
    /// <param name="inner">What caused it here, where something did.</param>
    public LiaisonException(CommandError error, Exception? inner = null)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message, inner) => Error = error;

    /// <summary>All that the other end told.</summary>
    public CommandError Error { get; }

    /// <summary>One of <see cref="ErrorCode"/>, or a command's own.</summary>
    public string Code => Error.Code;

    /// <summary>The full name of the exception's type at the other end.</summary>
    public string RemoteType => Error.Type;

    /// <summary>The error's lines as the other end wrote them: the last is <c>Type: message</c>, those before it a stack trace, causes first.</summary>
    public IReadOnlyList<string> RemoteLines => Error.Lines;

    /// <summary>How the end that made the call reads values; null where the error is this end's own.</summary>
    internal JsonSerializerOptions? Json { get; init; }
}
