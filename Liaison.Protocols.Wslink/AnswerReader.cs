using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads what a server sends: answers, events, and what it says to the hello.</summary>
internal static class AnswerReader
{
    /// <param name="id">The message's id, a JSON string; empty where there is none.</param>
    /// <param name="result">The member <c>result</c>; empty where there is none.</param>
    /// <param name="error">The member <c>error</c>; empty where there is none.</param>
    /// <param name="attachments">What is attached to the message; null for nothing.</param>
    /// <param name="conversation">What is known of the connection.</param>
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
