using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Receives messages of version 1, and the attachments before them. Attachments belong only to the next message, even if it does
/// not refer to them.
/// </summary>
internal sealed class AttachmentReceiver(Conversation conversation)
{
    private const int MaxNameBytes = 256;

    // The overhead of an attachment in addition to its bytes: many empty attachments are not free.
    private const int Overhead = 128;

    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<ReadOnlyMemory<byte>> _bytes = [];
    private string? _announced;
    private long _held;

    public Received Receive(Frame frame)
    {
        if (frame.Truncated || frame.Bytes.Length > conversation.MaxMessageBytes - _held)
        {
            Forget();
            return Received.Refused(PartialMessage.TooLong(frame.Bytes, conversation.IsGreeted));
        }

        if (frame.Kind == FrameKind.Binary)
        {
            return ReceiveBytes(frame.Bytes);
        }

        if (frame.Bytes.Span.IndexOf("wslink.binary.attachment"u8) is >= 0 and < 200 && TryReadName(frame.Bytes.Span) is { } name)
        {
            _announced = name;
            return Received.Nothing;
        }

        return ReceiveText(frame.Bytes);
    }

    private Received ReceiveBytes(ReadOnlyMemory<byte> bytes)
    {
        if (_announced is not { } name)
        {
            return Received.Refused(Violation.Bad(
                "A binary frame follows the text frame that names it: {\"wslink\": \"1.0\", \"method\": \"wslink.binary.attachment\", \"args\": [\"wslink_bin0\"]}."));
        }

        _indexes.TryAdd(name, _bytes.Count);
        _bytes.Add(bytes);
        _held += bytes.Length + Overhead;
        _announced = null;
        return Received.Nothing;
    }

    private Received ReceiveText(ReadOnlyMemory<byte> text)
    {
        var missing = _announced;
        try
        {
            if (!Utf8.IsValid(text.Span))
            {
                return Received.Refused(Violation.Bad("The message is not UTF-8. Send JSON as UTF-8 text."));
            }

            text = PythonNumbers.Quoted(text);
            if (missing is not null && text.Span.IndexOf(Encoding.UTF8.GetBytes($"\"{missing}\"")) >= 0)
            {
                var problem = Violation.Bad($"'{missing}' was announced, but no binary frame followed. Send the bytes after their name.");
                return Received.Refused(problem with { Id = PartialMessage.FindId(text) });
            }

            return _bytes.Count == 0 ? Received.Message(text, null) : Received.Message(WithReferences(text.Span), _bytes.ToArray());
        }
        catch (JsonException)
        {
            // The reader of the message reports its problems.
            return Received.Message(text, null);
        }
        finally
        {
            Forget();
        }
    }

    private void Forget()
    {
        _indexes.Clear();
        _bytes.Clear();
        _announced = null;
        _held = 0;
    }

    private ReadOnlyMemory<byte> WithReferences(ReadOnlySpan<byte> message)
    {
        using var into = new FrameWriter();
        var reader = new Utf8JsonReader(message, JsonText.OfRead);
        var done = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length < MaxNameBytes && IndexOf(ref reader) is >= 0 and var index)
            {
                into.Append(message[done..(int)reader.TokenStartIndex]);
                done = (int)reader.BytesConsumed;
                Encoding.ASCII.GetBytes($"{{\"$attachment\":{index}}}", into);
            }
        }

        into.Append(message[done..]);
        into.EndFrame(FrameKind.Text);
        return into.Frames.Span[0].Bytes.ToArray();
    }

    private int IndexOf(ref Utf8JsonReader reader)
    {
        try
        {
            return _indexes.GetValueOrDefault(reader.GetString()!, -1);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no name of an attachment.
            return -1;
        }
    }

    // Returns null for any other message that only mentions attachments.
    private static string? TryReadName(ReadOnlySpan<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.ToArray(), new JsonDocumentOptions { MaxDepth = 4 });
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("method", out var method) && method.ValueKind == JsonValueKind.String && method.ValueEquals("wslink.binary.attachment"u8)
                && root.TryGetProperty("args", out var arguments) && arguments.ValueKind == JsonValueKind.Array && arguments.GetArrayLength() == 1
                && arguments[0].ValueKind == JsonValueKind.String && arguments[0].GetString() is { Length: > 0 and < MaxNameBytes / 4 } name
                    ? name : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
