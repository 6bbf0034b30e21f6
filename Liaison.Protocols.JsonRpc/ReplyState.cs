namespace Liaison.Protocols;

/// <summary>What answering a request takes beside its id. A plain request has none.</summary>
internal sealed class ReplyState
{
    /// <summary>The token that progress is reported with, as it came; empty where none is wanted.</summary>
    public ReadOnlyMemory<byte> ProgressToken { get; init; }

    /// <summary>The token that items are sent with, as it came; empty where none are wanted.</summary>
    public ReadOnlyMemory<byte> ItemsToken { get; init; }

    /// <summary>The batch that the request came in, and that it is answered in; null where it came alone.</summary>
    public BatchReply? Batch { get; init; }

    /// <summary>Whether the message was not JSON at all.</summary>
    public bool IsUnparsed { get; init; }
}
