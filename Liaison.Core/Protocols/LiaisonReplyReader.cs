using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Reads the members of messages that are not requests: answers and events. The
/// members may come in any order, so the kind of message is known only at the end.
/// </summary>
internal sealed class LiaisonReplyReader
{
    private static readonly RawJson Null = new("null"u8.ToArray());

    private Parts _parts;
    private string _topic = "";
    private bool _isUsed;

    private enum Tag : byte
    {
        None,
        Response,
        Error,
        Progress,
        Next,
        Topic,
    }

    /// <summary>The streams of the connection; null if streams are not supported.</summary>
    public StreamSource? Streams { get; set; }

    /// <summary>Whether a message has announced that its sender supports streams.</summary>
    public bool SaysStreams { get; private set; }

    /// <summary>How many items the sender of a request accepts before it grants more; 0 if it does not say.</summary>
    public int Window => _parts.Window;

    /// <summary>Whether the members read so far form an answer or an event.</summary>
    public bool IsGiven => _parts.Tag switch
    {
        Tag.None => _parts.Part is not null,
        Tag.Topic => _parts.HasEvent || !_parts.Message.IsEmpty,
        _ => true,
    };

    /// <summary>Clears the state for the next message.</summary>
    public void Reset()
    {
        // Requests do not use this state, and most messages at a host are requests.
        if (_isUsed)
        {
            _parts = default;
            _isUsed = false;
        }
    }

    /// <summary>Reads a member. The reader is at its name, and afterwards at the end of its value.</summary>
    public void ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        _isUsed = true;
        if (reader.ValueTextEquals("tag"u8))
        {
            reader.Read();
            ReadTag(ref reader);
        }
        else if (reader.ValueTextEquals("evt"u8))
        {
            reader.Read();
            ReadEvent(ref reader, message);
        }
        else
        {
            ReadPart(ref reader, message);
        }
    }

    /// <summary>
    /// Reads the value of the member <c>progress</c>, which requests have too. The reader is at the value, and afterwards at its end.
    /// </summary>
    public void ReadProgress(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        _isUsed = true;
        _parts.Progress = reader.Slice(message);
    }

    /// <summary>The message; null if it answers a request without an id.</summary>
    /// <param name="attachments">The attachments of the message.</param>
    /// <param name="problem">The error in the attachments. The caller that awaits the answer receives it.</param>
    public Envelope? ToEnvelope(IReadOnlyList<ReadOnlyMemory<byte>>? attachments, string? problem)
    {
        if (_parts.Tag == Tag.None)
        {
            return _parts.Part;
        }

        if (_parts.Tag == Tag.Topic)
        {
            return problem is null ? new Publication(_topic, Raw(_parts.Message, attachments))
            {
                Dropped = _parts.Dropped,
                Trace = TraceContext.Of(_parts.TraceParent, _parts.TraceState),
            } : null;
        }

        if (_parts.Id.IsEmpty)
        {
            return null;
        }

        var request = Request.WithId(CallId.FromJson(_parts.Id));
        if (problem is not null)
        {
            var isLast = _parts.Tag is Tag.Response or Tag.Error;
            return isLast ? new Fault(request, CommandError.Of(ErrorCode.BadMessage, $"The answer cannot be read. {problem}")) : null;
        }

        return _parts.Tag switch
        {
            Tag.Response => new Response(request, Result(attachments)),
            Tag.Progress => new Progress(request, Raw(_parts.Progress, attachments)),
            Tag.Next => new Item(request, Raw(_parts.Next, attachments)),
            _ => new Fault(request, LiaisonError.Read(_parts.Error.Span, _parts.Code.Span, _parts.Type.Span, _parts.Message.Span) with
            {
                Data = _parts.Data.IsEmpty || _parts.Data.Span.SequenceEqual("null"u8) ? null : new RawJson(_parts.Data, attachments),
            }),
        };
    }

    private void ReadPart(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        if (reader.ValueTextEquals("response"u8))
        {
            ReadValue(ref reader, message, out _parts.Response);
        }
        else if (reader.ValueTextEquals("next"u8))
        {
            ReadValue(ref reader, message, out _parts.Next);
        }
        else if (reader.ValueTextEquals("message"u8))
        {
            ReadValue(ref reader, message, out _parts.Message);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            ReadValue(ref reader, message, out _parts.Error);
        }
        else if (reader.ValueTextEquals("code"u8))
        {
            ReadValue(ref reader, message, out _parts.Code);
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            ReadValue(ref reader, message, out _parts.Type);
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            ReadValue(ref reader, message, out _parts.Data);
        }
        else
        {
            ReadRare(ref reader, message);
        }
    }

    // Rare members are checked last, so that other messages do not pay for them.
    private void ReadRare(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        if (Streams is null)
        {
            reader.Read();
            reader.Skip();
        }
        else if (reader.ValueTextEquals("streams"u8))
        {
            reader.Read();
            SaysStreams |= reader.TokenType == JsonTokenType.True;
            reader.Skip();
        }
        else if (reader.ValueTextEquals("window"u8))
        {
            reader.Read();
            _parts.Window = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var window) ? Math.Max(window, 0) : 0;
            reader.Skip();
        }
        else if (reader.ValueTextEquals("chunk"u8))
        {
            ReadValue(ref reader, message, out var chunk);
            _parts.Part = LiaisonStreamText.ReadChunk(chunk);
        }
        else if (reader.ValueTextEquals("credit"u8))
        {
            ReadValue(ref reader, message, out var credit);
            _parts.Part = LiaisonStreamText.ReadCredit(credit);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message, out ReadOnlyMemory<byte> value)
    {
        reader.Read();
        value = reader.Slice(message);
    }

    private void ReadTag(ref Utf8JsonReader reader)
    {
        _parts.Tag = reader.TokenType != JsonTokenType.String ? Tag.None
            : reader.ValueTextEquals("response"u8) ? Tag.Response
            : reader.ValueTextEquals("error"u8) ? Tag.Error
            : reader.ValueTextEquals("progress"u8) ? Tag.Progress
            : reader.ValueTextEquals("next"u8) ? Tag.Next
            : Tag.Topic;

        // Many events in a row have the same topic. The last topic is kept, to avoid allocating it again.
        if (_parts.Tag == Tag.Topic && !reader.ValueTextEquals(_topic))
        {
            _topic = reader.Text();
        }

        reader.Skip();
    }

    private void ReadEvent(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        (_parts.HasEvent, _parts.Id, _parts.Dropped) = (reader.TokenType == JsonTokenType.StartObject, default, 0);
        if (!_parts.HasEvent)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadEventMember(ref reader, message);
        }
    }

    private void ReadEventMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            _parts.Id = reader.Slice(message);
        }
        else if (reader.ValueTextEquals("dropped"u8))
        {
            reader.Read();
            _parts.Dropped = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var dropped) ? Math.Max(dropped, 0) : 0;
            reader.Skip();
        }
        else if (reader.ValueTextEquals("traceparent"u8))
        {
            reader.Read();
            _parts.TraceParent = TraceContext.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("tracestate"u8))
        {
            reader.Read();
            _parts.TraceState = TraceContext.ReadText(ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    // JavaScript omits a member whose value is undefined.
    private static RawJson Raw(ReadOnlyMemory<byte> value, IReadOnlyList<ReadOnlyMemory<byte>>? attachments) =>
        value.IsEmpty ? Null : new RawJson(value, attachments);

    private RawJson Result(IReadOnlyList<ReadOnlyMemory<byte>>? attachments) => Raw(_parts.Response, StreamReference.Read(_parts.Response, Streams) ?? attachments);

    private struct Parts
    {
        public Envelope? Part;
        public int Window;
        public ReadOnlyMemory<byte> Response;
        public ReadOnlyMemory<byte> Error;
        public ReadOnlyMemory<byte> Progress;
        public ReadOnlyMemory<byte> Next;
        public ReadOnlyMemory<byte> Message;
        public ReadOnlyMemory<byte> Code;
        public ReadOnlyMemory<byte> Type;
        public ReadOnlyMemory<byte> Data;
        public ReadOnlyMemory<byte> Id;
        public string? TraceParent;
        public string? TraceState;
        public long Dropped;
        public Tag Tag;
        public bool HasEvent;
    }
}
