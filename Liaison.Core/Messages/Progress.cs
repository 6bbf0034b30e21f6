namespace Liaison.Messages;

/// <summary>How far a command has come, told before its answer to whoever asked for it with <see cref="Request.WantsProgress"/>.</summary>
/// <param name="request">The request; of a decoded message it has its <see cref="Request.Id"/> alone.</param>
/// <param name="value">What the command reports.</param>
public sealed class Progress(Request request, object? value) : Envelope
{
    /// <summary>The request; of a decoded message it has its <see cref="Request.Id"/> alone.</summary>
    public Request Request { get; } = request;

    /// <summary>What the command reports.</summary>
    public object? Value { get; } = value;
}
