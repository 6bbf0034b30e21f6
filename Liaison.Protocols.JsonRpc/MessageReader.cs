using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads one message in one pass: it checks the JSON, and finds the members and the arguments.</summary>
/// <remarks>If a member appears several times, the last one counts. Members that the specification does not name are ignored.</remarks>
internal sealed class MessageReader(int maxDepth)
{
    private const string ProgressToken = "workDoneToken";
    private const string ItemsToken = "partialResultToken";

    private readonly ArgumentScanner _arguments = new();
    private ReadOnlyMemory<byte> _message;
    private BatchReply? _batch;
    private string _method = "";
    private bool _isVersion2;
    private bool _hasMethod;
    private bool _isMethodText;
    private bool _areParamsStructured;
    private JsonTokenType _idKind;
    private ReadOnlyMemory<byte> _id;
    private ReadOnlyMemory<byte> _result;
    private ReadOnlyMemory<byte> _error;
    private ReadOnlyMemory<byte> _progressToken;
    private ReadOnlyMemory<byte> _itemsToken;
    private TimeSpan? _timeout;
    private string? _traceParent;
    private string? _traceState;

    /// <summary>Reads the message. Returns null if there is nothing to do and no answer to send.</summary>
    /// <param name="message">One JSON value, in UTF-8.</param>
    /// <param name="batch">The batch that contained the message, or null.</param>
    /// <exception cref="JsonException">The message is not exactly one JSON value.</exception>
    public Envelope? Read(ReadOnlyMemory<byte> message, BatchReply? batch)
    {
        Reset();
        (_message, _batch) = (message, batch);
        try
        {
            return ReadObject();
        }
        catch (InvalidOperationException)
        {
            // A lone escape such as \ud800 is valid JSON, but not a valid text.
            const string Problem = "A name in the message has half of a surrogate pair. Send whole characters.";
            return PartialMessage.Read(message).Refuse(ErrorCode.BadMessage, Problem, message.Length, batch);
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
        _message = _id = _result = _error = _progressToken = _itemsToken = default;
        _batch = null;
        _traceParent = _traceState = null;
        _idKind = JsonTokenType.None;
        _isVersion2 = _hasMethod = _isMethodText = false;
        _areParamsStructured = true;
        _timeout = null;
    }

    private Envelope? ReadObject()
    {
        var reader = new Utf8JsonReader(_message.Span, new JsonReaderOptions { MaxDepth = maxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            const string Problem = "A request is a JSON object: {\"jsonrpc\": \"2.0\", \"method\": \"ping\", \"id\": 1}.";
            return InvalidRequest.Of(ErrorCode.BadMessage, Problem, _message.Length, default, _batch);
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
        if (reader.ValueTextEquals("jsonrpc"u8))
        {
            reader.Read();
            _isVersion2 = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("2.0"u8);
            reader.Skip();
        }
        else if (reader.ValueTextEquals("method"u8))
        {
            ReadMethod(ref reader);
        }
        else if (reader.ValueTextEquals("params"u8))
        {
            ReadParams(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            _id = ReadValue(ref reader, out _idKind);
        }
        else if (reader.ValueTextEquals("result"u8))
        {
            _result = ReadValue(ref reader, out _);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            _error = ReadValue(ref reader, out _);
        }
        else
        {
            ReadExtension(ref reader);
        }
    }

    private void ReadExtension(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("timeout"u8))
        {
            reader.Read();
            _timeout = CallTimeout.Read(ref reader);
            reader.Skip();
        }
        else if (reader.ValueTextEquals("traceparent"u8))
        {
            reader.Read();
            _traceParent = TraceContext.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("tracestate"u8))
        {
            reader.Read();
            _traceState = TraceContext.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals(ProgressToken))
        {
            _progressToken = CallToken.OrNone(ReadValue(ref reader, out var kind), kind);
        }
        else if (reader.ValueTextEquals(ItemsToken))
        {
            _itemsToken = CallToken.OrNone(ReadValue(ref reader, out var kind), kind);
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
        _isMethodText = reader.TokenType == JsonTokenType.String;
        if (!_isMethodText)
        {
            reader.Skip();
        }
        else if (reader.ValueTextEquals("rpc.discover"u8))
        {
            // "rpc.discover" is the name in OpenRPC (section Service Discovery Method).
            _method = "discover";
        }
        else if (!reader.ValueTextEquals(_method))
        {
            _method = reader.GetString()!;
        }
    }

    private void ReadParams(ref Utf8JsonReader reader)
    {
        reader.Read();
        _arguments.Reset();
        _areParamsStructured = true;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                _arguments.ReadPositional(ref reader, _message);
                break;
            case JsonTokenType.StartObject:
                _arguments.ReadNamed(ref reader, _message);
                break;
            default:
                _areParamsStructured = false;
                break;
        }
    }

    private ReadOnlyMemory<byte> ReadValue(ref Utf8JsonReader reader, out JsonTokenType kind)
    {
        reader.Read();
        kind = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return _message[start..(int)reader.BytesConsumed];
    }

    private Envelope? Understood()
    {
        var isIdValid = _idKind is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null;
        if (!_hasMethod && !(_result.IsEmpty && _error.IsEmpty))
        {
            return _id.IsEmpty || !isIdValid ? null : ReplyReader.Read(CallId.FromJson(_id), _isVersion2, _result, _error);
        }

        if (Problem(isIdValid) is { } problem)
        {
            return InvalidRequest.Of(ErrorCode.BadMessage, problem, _message.Length, isIdValid ? _id : default, _batch);
        }

        var isNotification = _id.IsEmpty;
        return isNotification && _method.StartsWith(Notice.Prefix, StringComparison.Ordinal)
            ? NoticeReader.Read(_method, _arguments.ToArguments(ReferenceScope.All))
            : ToRequest(isNotification);
    }

    private string? Problem(bool isIdValid) => this switch
    {
        { _isVersion2: false } => "\"jsonrpc\" is the string \"2.0\": {\"jsonrpc\": \"2.0\", \"method\": \"ping\", \"id\": 1}.",
        { _isMethodText: false } => "\"method\" is the command's name, a string.",
        { _areParamsStructured: false } => "\"params\" is an array or an object. Leave it out where there are none.",
        _ => _id.IsEmpty || isIdValid ? null : "\"id\" is a string, a number or null.",
    };

    private Request ToRequest(bool isNotification)
    {
        _progressToken = TakeToken(ProgressToken, _progressToken);
        _itemsToken = TakeToken(ItemsToken, _itemsToken);
        var batch = isNotification ? null : _batch;
        batch?.Expect();
        return new Request
        {
            Command = _method,
            Id = CallId.FromJson(_id),
            Echo = _id,
            Arguments = _arguments.ToArguments(ReferenceScope.All),
            WantsReply = !isNotification,
            WantsProgress = !_progressToken.IsEmpty,
            WantsItems = !_itemsToken.IsEmpty,
            Timeout = _timeout,
            Trace = TraceContext.Of(_traceParent, _traceState),
            State = _progressToken.IsEmpty && _itemsToken.IsEmpty && batch is null ? null
                : new ReplyState { ProgressToken = _progressToken, ItemsToken = _itemsToken, Batch = batch },
            Size = _message.Length,
        };
    }

    private ReadOnlyMemory<byte> TakeToken(string name, ReadOnlyMemory<byte> beside) =>
        _arguments.TryTakeNamed(name, out var argument) ? CallToken.OrNone(argument.Json, argument.Kind) : beside;
}
