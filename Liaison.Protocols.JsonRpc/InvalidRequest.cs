using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Makes the requests that stand for what is not one, so that they are answered in their turn.</summary>
internal static class InvalidRequest
{
    private static readonly ReplyState OfUnparsed = new() { IsUnparsed = true };

    /// <summary>A frame that is not JSON: its error has a number of its own.</summary>
    public static Request Unparsed(string problem, int size) =>
        new() { Problem = CommandError.Of(ErrorCode.BadMessage, problem), State = OfUnparsed, Size = size };

    /// <summary>JSON that is not a request.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="size">Its length in bytes.</param>
    /// <param name="id">Its id; empty where none could be read, which is answered with null.</param>
    /// <param name="batch">The batch that it came in.</param>
    public static Request Of(string code, string problem, int size, ReadOnlyMemory<byte> id = default, BatchReply? batch = null)
    {
        batch?.Expect();
        return new Request
        {
            Id = CallId.FromJson(id),
            Echo = id,
            Problem = CommandError.Of(code, problem),
            State = batch is null ? null : new ReplyState { Batch = batch },
            Size = size,
        };
    }
}
