namespace Liaison.Protocols;

/// <summary>The data of a request that its answer needs.</summary>
internal sealed class RequestState
{
    /// <summary>
    /// The request's id as it appears in the message: a JSON string, which the answer repeats. Empty if it is not known.
    /// </summary>
    public ReadOnlyMemory<byte> Id { get; init; }

    /// <summary>The method. Some errors repeat it.</summary>
    public string Method { get; init; } = "";

    /// <summary>Whether the request is the hello.</summary>
    public bool IsHello { get; init; }

    /// <summary>
    /// The status with which the connection closes, because no answer is possible (RFC 6455, section 7.4.1); 0 for none.
    /// </summary>
    public ushort CloseStatus { get; init; }
}
