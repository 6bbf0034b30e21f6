namespace Liaison.Protocols;

/// <summary>What a <see cref="JsonRpcProtocol"/> may be told.</summary>
public sealed record JsonRpcOptions
{
    /// <summary>
    /// How many requests a batch may hold, notifications and invalid ones included; a longer batch is answered with one error, and none
    /// of it is run. Answers that come in one array are not counted. The default is 1,000.
    /// </summary>
    public int MaxBatchRequests { get; init; } = 1_000;

    /// <summary>
    /// How many bytes of answers one connection may hold back until the rest of their batches is answered; an answer past it is replaced
    /// by the error <c>too_large</c>. One answer may always be held. The default is 16 MiB.
    /// </summary>
    public int MaxBatchReplyBytes { get; init; } = 16_777_216;

    /// <summary>Checks the values, so that a wrong one is told before anything is served.</summary>
    internal JsonRpcOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchRequests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchReplyBytes, 1);
        return this;
    }
}
