using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads a frame: one message, or a batch of them (specification, section 6).</summary>
internal sealed class FrameReader(int maxDepth, int maxBatchRequests)
{
    private const string TooLong =
        "The message is longer than is accepted here. Send less at once, or raise MaxMessageBytes in the options of the transport that received it.";

    private readonly MessageReader _messages = new(maxDepth);
    private readonly List<Envelope> _batch = [];

    public void Read(Frame frame, ICollection<Envelope> into)
    {
        var bytes = frame.Bytes;
        try
        {
            if (frame.Truncated)
            {
                AddIfAny(PartialMessage.Read(bytes).Refuse(ErrorCode.TooLarge, TooLong, bytes.Length, null), into);
            }
            else if (!Utf8.IsValid(bytes.Span))
            {
                into.Add(InvalidRequest.Unparsed("The message is not UTF-8. Send JSON as UTF-8 text.", bytes.Length));
            }
            else if (bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
            {
                ReadBatch(bytes, into);
            }
            else
            {
                AddIfAny(_messages.Read(bytes, null), into);
            }
        }
        catch (JsonException failure)
        {
            into.Add(InvalidRequest.Unparsed($"The message is not one JSON value of at most {maxDepth} levels: {failure.Message}", bytes.Length));
        }
    }

    private void ReadBatch(ReadOnlyMemory<byte> frame, ICollection<Envelope> into)
    {
        var reply = new BatchReply();
        try
        {
            // Nothing is passed on before the whole batch was read: a batch that is not JSON gets a single answer.
            var (elements, requests) = ReadElements(frame, reply);
            if (elements == 0)
            {
                into.Add(InvalidRequest.Of(ErrorCode.BadMessage, "A batch holds at least one request.", frame.Length));
                return;
            }

            if (requests > maxBatchRequests)
            {
                var text = $"A batch may hold {maxBatchRequests} requests, and this one holds {requests}. "
                    + "Send several, or raise MaxBatchRequests in JsonRpcOptions.";
                into.Add(InvalidRequest.Of(ErrorCode.TooLarge, text, frame.Length));
                _batch.RemoveAll(message => message is Request);
            }

            foreach (var message in _batch)
            {
                into.Add(message);
            }
        }
        finally
        {
            _batch.Clear();
        }
    }

    private (int Elements, int Requests) ReadElements(ReadOnlyMemory<byte> frame, BatchReply reply)
    {
        var (elements, requests) = (0, 0);
        var reader = new Utf8JsonReader(frame.Span, new JsonReaderOptions { MaxDepth = maxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements++;

            // A copy, so that one long-running small request does not keep the whole batch in memory.
            var message = _messages.Read(frame[start..(int)reader.BytesConsumed].ToArray(), reply);
            requests += message is Request ? 1 : 0;
            if (message is not Request || requests <= maxBatchRequests)
            {
                AddIfAny(message, _batch);
            }
        }

        // Reads past the array, so that trailing data is an error and is not dropped.
        reader.Read();
        return (elements, requests);
    }

    private static void AddIfAny(Envelope? message, ICollection<Envelope> into)
    {
        if (message is not null)
        {
            into.Add(message);
        }
    }
}
