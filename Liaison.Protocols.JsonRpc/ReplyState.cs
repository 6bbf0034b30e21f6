namespace Liaison.Protocols;

/// <summary>The data of a request that its answer needs in addition to the id. A plain request has none.</summary>
internal sealed class ReplyState
{
    /// <summary>The token for progress reports, as it was received; empty if no progress is wanted.</summary>
    public ReadOnlyMemory<byte> ProgressToken { get; init; }

    /// <summary>The token for items, as it was received; empty if no items are wanted.</summary>
    public ReadOnlyMemory<byte> ItemsToken { get; init; }

    /// <summary>The batch of the request, which also gets the answer; null for a single request.</summary>
    public BatchReply? Batch { get; init; }

    /// <summary>Whether the message was not JSON at all.</summary>
    public bool IsUnparsed { get; init; }
}
