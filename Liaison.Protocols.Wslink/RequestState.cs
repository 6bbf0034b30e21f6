namespace Liaison.Protocols;

/// <summary>What the answer to a request needs of it.</summary>
internal sealed class RequestState
{
    /// <summary>The request's id as it stands in the message: a JSON string, which the answer repeats. Empty where it is not known.</summary>
    public ReadOnlyMemory<byte> Id { get; init; }

    /// <summary>The method, which some errors repeat.</summary>
    public string Method { get; init; } = "";

    /// <summary>Whether the request is the hello.</summary>
    public bool IsHello { get; init; }

    /// <summary>The status that the connection ends with, since nobody can be answered (RFC 6455, section 7.4.1); 0 for none.</summary>
    public ushort CloseStatus { get; init; }
}
