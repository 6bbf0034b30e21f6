using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads the answers to this end's requests.</summary>
/// <remarks>A malformed answer fails its call, which would otherwise wait forever. An answer is never answered.</remarks>
internal static class ReplyReader
{
    /// <param name="id">The call's id.</param>
    /// <param name="isVersion2">Whether the message declares version 2.0.</param>
    /// <param name="result">The member <c>result</c>, or empty.</param>
    /// <param name="error">The member <c>error</c>, or empty.</param>
    public static Envelope Read(CallId id, bool isVersion2, ReadOnlyMemory<byte> result, ReadOnlyMemory<byte> error)
    {
        var request = Request.WithId(id);
        return (isVersion2, result.IsEmpty, error.IsEmpty) switch
        {
            (false, _, _) => Malformed(request, "lacks \"jsonrpc\": \"2.0\""),
            (_, false, false) => Malformed(request, "has both a result and an error"),
            (_, _, true) => new Response(request, new RawJson(result)),
            _ => ErrorReader.TryRead(error) is { } known ? new Fault(request, known) : Malformed(request, "has an error that is not an object"),
        };
    }

    private static Fault Malformed(Request request, string what) =>
        new(request, CommandError.Of(ErrorCode.BadMessage, $"The other end's answer {what}: it does not follow JSON-RPC 2.0, section 5."));
}
