using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Creates requests for invalid messages, so that these are answered in order.</summary>
internal static class InvalidRequest
{
    private static readonly ReplyState OfUnparsed = new() { IsUnparsed = true };

    /// <summary>Returns the request for a frame that is not JSON. Its error has its own number.</summary>
    public static Request Unparsed(string problem, int size) =>
        new() { Problem = CommandError.Of(ErrorCode.BadMessage, problem), State = OfUnparsed, Size = size };

    /// <summary>Returns the request for JSON that is not a valid request.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="size">The length of the message in bytes.</param>
    /// <param name="id">The id of the message. If none could be read it is empty, and the answer has the id null.</param>
    /// <param name="batch">The batch that contained the message.</param>
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
