namespace Liaison.Messages;

/// <summary>One item of a command's sequence. It is sent before the answer, if the request has <see cref="Request.WantsItems"/>.</summary>
/// <param name="request">The request. In a decoded message it has only its <see cref="Request.Id"/>.</param>
/// <param name="value">The item.</param>
public sealed class Item(Request request, object? value) : Envelope
{
    /// <summary>The request. In a decoded message it has only its <see cref="Request.Id"/>.</summary>
    public Request Request { get; } = request;

    /// <summary>The item.</summary>
    public object? Value { get; } = value;
}
