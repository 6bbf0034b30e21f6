namespace Liaison.Messages;

/// <summary>The answer to a request that failed. Nothing more follows for the request.</summary>
/// <param name="request">The answered request. In a decoded fault it has only its <see cref="Request.Id"/>.</param>
/// <param name="error">The error.</param>
public sealed class Fault(Request request, CommandError error) : Envelope
{
    /// <summary>The answered request. In a decoded fault it has only its <see cref="Request.Id"/>.</summary>
    public Request Request { get; } = request;

    /// <summary>The error.</summary>
    public CommandError Error { get; } = error;
}
