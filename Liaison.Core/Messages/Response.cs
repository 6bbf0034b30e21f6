namespace Liaison.Messages;

/// <summary>A command's result. Nothing more follows for its request.</summary>
public sealed class Response : Envelope
{
    /// <summary>Creates a response.</summary>
    /// <param name="request">The answered request. In a decoded response it has only its <see cref="Request.Id"/>.</param>
    /// <param name="value">The command's result; null if there is none.</param>
    public Response(Request request, object? value)
        : this(request, CommandResult.Of(value))
    {
    }

    internal Response(Request request, CommandResult result)
    {
        Request = request;
        Result = result;
    }

    /// <summary>The answered request. In a decoded response it has only its <see cref="Request.Id"/>.</summary>
    public Request Request { get; }

    /// <summary>The command's result.</summary>
    public object? Value => Result.Value;

    /// <summary>The command's result, which may hold a number without boxing.</summary>
    internal CommandResult Result { get; }
}
