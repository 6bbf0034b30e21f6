namespace Liaison.Messages;

/// <summary>A progress report of a command. It is sent before the answer, if the request has <see cref="Request.WantsProgress"/>.</summary>
/// <param name="request">The request. In a decoded message it has only its <see cref="Request.Id"/>.</param>
/// <param name="value">The report.</param>
public sealed class Progress(Request request, object? value) : Envelope
{
    /// <summary>The request. In a decoded message it has only its <see cref="Request.Id"/>.</summary>
    public Request Request { get; } = request;

    /// <summary>The report.</summary>
    public object? Value { get; } = value;
}
