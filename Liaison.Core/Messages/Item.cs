namespace Liaison.Messages;

/// <summary>One item of the sequence that a command gives, sent before its answer to whoever asked for it with <see cref="Request.WantsItems"/>.</summary>
/// <param name="request">The request; of a decoded message it has its <see cref="Request.Id"/> alone.</param>
/// <param name="value">The item.</param>
public sealed class Item(Request request, object? value) : Envelope
{
    /// <summary>The request; of a decoded message it has its <see cref="Request.Id"/> alone.</summary>
    public Request Request { get; } = request;

    /// <summary>The item.</summary>
    public object? Value { get; } = value;
}
