namespace Liaison.Messages;

/// <summary>A command's result. Nothing more follows for its request.</summary>
public sealed class Response : Envelope
{
    /// <summary>Makes a response.</summary>
    /// <param name="request">The request that is answered; of a decoded response it has its <see cref="Request.Id"/> alone.</param>
    /// <param name="value">What the command returned; null where it returned nothing.</param>
    public Response(Request request, object? value)
        : this(request, CommandResult.Of(value))
    {
    }

    internal Response(Request request, CommandResult result)
    {
        Request = request;
        Result = result;
    }

    /// <summary>The request that is answered; of a decoded response it has its <see cref="Request.Id"/> alone.</summary>
    public Request Request { get; }

    /// <summary>What the command returned.</summary>
    public object? Value => Result.Value;

    /// <summary>What the command returned, as it was held while it was handed on.</summary>
    internal CommandResult Result { get; }
}
