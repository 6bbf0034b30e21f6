using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads the messages of a server: answers, events, and the answer to the hello.</summary>
internal static class AnswerReader
{
    /// <param name="id">The message's id, a JSON string, or empty.</param>
    /// <param name="result">The member <c>result</c>, or empty.</param>
    /// <param name="error">The member <c>error</c>, or empty.</param>
    /// <param name="attachments">The attachments of the message, or null.</param>
    /// <param name="conversation">The state of the connection.</param>
    public static Envelope? Read(
        ReadOnlyMemory<byte> id, ReadOnlyMemory<byte> result, ReadOnlyMemory<byte> error, IReadOnlyList<ReadOnlyMemory<byte>>? attachments, Conversation conversation)
    {
        var isResult = error.IsEmpty;
        if (id.Span.StartsWith("\"rpc:"u8))
        {
            var request = Request.WithId(CallIdText.Read(id));
            return isResult ? new Response(request, new RawJson(result, attachments)) : ErrorReader.Read(request, error, attachments);
        }

        var text = JsonText.TryGetText(id.Span) ?? "";
        if (isResult && text.StartsWith(CallIdText.Publication, StringComparison.Ordinal))
        {
            return new Publication(CallIdText.TopicOf(text), new RawJson(result, attachments));
        }

        if (isResult && conversation.Opens && text.StartsWith(CallIdText.System, StringComparison.Ordinal))
        {
            HelloForm.Accept(result.Span, conversation);
        }

        return null;
    }
}
