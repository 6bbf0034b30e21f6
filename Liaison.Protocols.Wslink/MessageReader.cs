using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads one message in one pass: it checks the JSON, and finds the members and the arguments.</summary>
/// <remarks>If a member appears several times, the last one counts. Members that the protocol does not name are ignored.</remarks>
internal sealed class MessageReader(int maxDepth, Conversation conversation)
{
    private const string Form = "{\"wslink\": \"1.0\", \"id\": \"rpc:c0:0\", \"method\": \"ping\", \"args\": [], \"kwargs\": {}}";

    private readonly ArgumentScanner _arguments = new();
    private ReadOnlyMemory<byte> _message;
    private ReadOnlyMemory<byte> _id;
    private ReadOnlyMemory<byte> _result;
    private ReadOnlyMemory<byte> _error;
    private string _method = "";
    private bool _hasMethod;
    private string? _problem;
    private string? _traceParent;
    private string? _traceState;

    /// <summary>Reads the message. Returns null if it is an answer to no call, or only changes the state of the connection.</summary>
    /// <param name="message">The message, in UTF-8.</param>
    /// <param name="attachments">The bytes to which <c>{"$attachment": index}</c> refers, or null.</param>
    public Envelope? Read(ReadOnlyMemory<byte> message, IReadOnlyList<ReadOnlyMemory<byte>>? attachments)
    {
        _message = message;
        _arguments.Attachments = attachments is { Count: > 0 } ? attachments : null;
        try
        {
            return ReadObject();
        }
        catch (JsonException failure)
        {
            return Refuse(Violation.Bad($"The message is not one JSON value of at most {maxDepth} levels: {failure.Message}"));
        }
        catch (InvalidOperationException)
        {
            // A lone escape such as \ud800 is valid JSON, but not a valid text.
            return Refuse(Violation.Bad("A name in the message has half of a surrogate pair. Send whole characters."));
        }
        finally
        {
            Reset();
        }
    }

    // The string of the last method name is kept: callers use the same few names, and a new string is not needed then.
    private void Reset()
    {
        _arguments.Reset();
        _arguments.Attachments = null;
        _message = _id = _result = _error = default;
        _hasMethod = false;
        _problem = _traceParent = _traceState = null;
    }

    private Envelope? ReadObject()
    {
        var reader = new Utf8JsonReader(_message.Span, new JsonReaderOptions { MaxDepth = maxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return Refuse(Violation.Bad($"A message is an object: {Form}."));
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader);
        }

        // Reads past the object, so that trailing data is an error and is not dropped.
        reader.Read();
        return Understood();
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            _id = reader.TokenType == JsonTokenType.String ? Slice(ref reader) : default;
            _problem ??= _id.IsEmpty ? $"\"id\" is a string: {Form}." : null;
            reader.Skip();
        }
        else if (reader.ValueTextEquals("method"u8))
        {
            ReadMethod(ref reader);
        }
        else if (reader.ValueTextEquals("args"u8))
        {
            reader.Read();
            ReadArguments(ref reader, JsonTokenType.StartArray, "\"args\" is an array. Leave it out where there are no arguments by position.");
        }
        else if (reader.ValueTextEquals("kwargs"u8))
        {
            reader.Read();
            ReadArguments(ref reader, JsonTokenType.StartObject, "\"kwargs\" is an object. Leave it out where there are no arguments by name.");
        }
        else if (reader.ValueTextEquals("result"u8))
        {
            reader.Read();
            _result = Slice(ref reader);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            reader.Read();
            _error = Slice(ref reader);
        }
        else
        {
            ReadExtension(ref reader);
        }
    }

    private void ReadExtension(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("traceparent"u8))
        {
            reader.Read();
            _traceParent = TraceContext.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("tracestate"u8))
        {
            reader.Read();
            _traceState = TraceContext.ReadText(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadMethod(ref Utf8JsonReader reader)
    {
        reader.Read();
        _hasMethod = true;
        if (reader.TokenType != JsonTokenType.String)
        {
            _problem ??= "\"method\" is the command's name, a string.";
            reader.Skip();
        }
        else if (!reader.ValueTextEquals(_method))
        {
            _method = reader.GetString()!;
        }
    }

    private void ReadArguments(ref Utf8JsonReader reader, JsonTokenType start, string problem)
    {
        if (reader.TokenType == start && start == JsonTokenType.StartArray)
        {
            _arguments.ReadPositional(ref reader, _message);
        }
        else if (reader.TokenType == start)
        {
            _arguments.ReadNamed(ref reader, _message);
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            _problem ??= problem;
            reader.Skip();
        }
    }

    private ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return _message[start..(int)reader.BytesConsumed];
    }

    private Envelope? Understood()
    {
        if (_hasMethod)
        {
            return _method == HelloForm.Method && _problem is null
                ? HelloForm.Read(State(isHello: true), _arguments.ToArguments(ReferenceScope.Top))
                : ToRequest();
        }

        if (!_result.IsEmpty || !_error.IsEmpty)
        {
            return AnswerReader.Read(_id, _result, _error, _arguments.Attachments, conversation);
        }

        return Refuse(Violation.Bad(_problem ?? $"The message has neither a method nor a result: {Form}."));
    }

    private Request ToRequest()
    {
        var isNotification = _id.IsEmpty || _id.Span.StartsWith("\"notify:"u8);
        var problem = _problem is { } bad ? CommandError.Of(ErrorCode.BadMessage, bad)
            : conversation.IsGreeted ? null
            : CommandError.Of(ErrorCode.Unauthorized, ErrorNumber.NotGreeted);
        return new Request
        {
            Command = problem is null ? _method : "",
            Id = isNotification ? CallId.None : CallIdText.Read(_id),
            Arguments = problem is null ? _arguments.ToArguments(ReferenceScope.All) : CommandArguments.None,
            Trace = TraceContext.Of(_traceParent, _traceState),
            WantsReply = !isNotification || problem is not null,
            Problem = problem,
            State = problem is not null && _id.IsEmpty ? new RequestState { CloseStatus = 1002 } : State(isHello: false),
            Size = _message.Length + AttachedBytes(),
        };
    }

    private RequestState State(bool isHello) => new() { Id = _id, Method = _method, IsHello = isHello };

    private Request Refuse(Violation violation) => (violation with { Id = _id }).ToRequest(_message.Length);

    private int AttachedBytes()
    {
        var bytes = 0L;
        foreach (var attachment in _arguments.Attachments ?? [])
        {
            bytes += attachment.Length;
        }

        return (int)Math.Min(bytes, int.MaxValue - _message.Length);
    }
}
