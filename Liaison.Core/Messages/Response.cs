namespace Liaison.Messages;

/// <summary>A command's result. Nothing more follows for its request.</summary>
/// <param name="request">The request that is answered; of a decoded response it has its <see cref="Request.Id"/> alone.</param>
/// <param name="value">What the command returned; null where it returned nothing.</param>
public sealed class Response(Request request, object? value) : Envelope
{
    /// <summary>The request that is answered; of a decoded response it has its <see cref="Request.Id"/> alone.</summary>
    public Request Request { get; } = request;

    /// <summary>What the command returned.</summary>
    public object? Value { get; } = value;
}
