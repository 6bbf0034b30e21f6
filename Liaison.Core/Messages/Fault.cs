namespace Liaison.Messages;

/// <summary>A request that failed. Nothing more follows for it.</summary>
/// <param name="request">The request that is answered; of a decoded fault it has its <see cref="Request.Id"/> alone.</param>
/// <param name="error">Why it failed.</param>
public sealed class Fault(Request request, CommandError error) : Envelope
{
    /// <summary>The request that is answered; of a decoded fault it has its <see cref="Request.Id"/> alone.</summary>
    public Request Request { get; } = request;

    /// <summary>Why it failed.</summary>
    public CommandError Error { get; } = error;
}
