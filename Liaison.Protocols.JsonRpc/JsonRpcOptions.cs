namespace Liaison.Protocols;

/// <summary>The options of a <see cref="JsonRpcProtocol"/>.</summary>
public sealed record JsonRpcOptions
{
    /// <summary>The most requests of a batch, including notifications and invalid requests. The default is 1,000.</summary>
    /// <remarks>A longer batch gets one error as its answer, and none of it runs. Arrays of answers are not limited.</remarks>
    public int MaxBatchRequests { get; init; } = 1_000;

    /// <summary>How many bytes of answers a connection may hold until their batches are complete. The default is 16 MiB.</summary>
    /// <remarks>A further answer is replaced by the error <c>too_large</c>; a single answer may always be held.</remarks>
    public int MaxBatchReplyBytes { get; init; } = 16_777_216;

    /// <summary>Checks the values, so that a wrong one is reported before anything is served.</summary>
    internal JsonRpcOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchRequests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchReplyBytes, 1);
        return this;
    }
}
