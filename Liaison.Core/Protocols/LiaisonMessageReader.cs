using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Reads a message in one pass: checks that it is JSON, and finds the members of a request or of an answer. An error in a request
/// becomes the request's problem, so that it is answered in order.
/// </summary>
/// <param name="maxDepth">How deeply a message may be nested.</param>
/// <param name="requestsOnly">Whether an answer is read as a request without a command.</param>
internal sealed class LiaisonMessageReader(int maxDepth, bool requestsOnly = false)
{
    private static readonly byte[] EmptyEcho = "{}"u8.ToArray();

    private readonly LiaisonCommandReader _command = new();
    private LiaisonReplyReader? _reply; // most messages at a host are requests
    private StreamSource? _streams;
    private LiaisonFrame _frame;
    private ReadOnlyMemory<byte> _message;
    private ReadOnlyMemory<byte> _id;
    private TimeSpan? _timeout;
    private string? _timeoutProblem;
    private string? _traceParent;
    private string? _traceState;
    private int _size;
    private bool _echoIdOnly;
    private bool _wantsProgress;
    private bool _wantsItems;
    private ReferenceScope _references;

    /// <summary>The streams of the connection; null if streams are not supported.</summary>
    public StreamSource? Streams
    {
        init => _command.Streams = _streams = value;
    }

    /// <summary>Whether a message has announced that its sender supports streams.</summary>
    public bool SaysStreams => _reply?.SaysStreams == true;

    /// <summary>Whether any frame so far was in the form for attachments.</summary>
    public bool HasSeenAttaching { get; private set; }

    /// <summary>Reads the message of a frame; null if it is an answer without an id.</summary>
    public Envelope? Read(Frame frame)
    {
        Reset(frame);
        if (frame.Truncated)
        {
            return TooLarge();
        }

        if (_message.IsEmpty && _frame.Problem is { } problem)
        {
            return Unreadable(problem);
        }

        if (!Utf8.IsValid(_message.Span))
        {
            return Unreadable("The message is not UTF-8. Send JSON as UTF-8 text.");
        }

        if (_message.Span.StartsWith("\uFEFF"u8))
        {
            return Unreadable("The message begins with a byte order mark. Send UTF-8 without one.");
        }

        try
        {
            return ReadObject();
        }
        catch (JsonException failure)
        {
            return Failed($"The message is not one JSON value of at most {maxDepth} levels: {failure.Message}");
        }
        catch (InvalidOperationException)
        {
            // A single escape such as \ud800 is valid JSON, but not valid text.
            return Failed("A name in the message has half of a surrogate pair. Send whole characters.");
        }
        finally
        {
            _frame = default;
            _message = _id = default;
            _command.Reset();
            _reply?.Reset();
        }
    }

    private void Reset(Frame frame)
    {
        _frame = LiaisonFrame.Open(frame);
        _message = _frame.Json;
        _size = frame.Bytes.Length;
        _timeout = null;
        _timeoutProblem = _traceParent = _traceState = null;
        _echoIdOnly = _wantsProgress = _wantsItems = false;
        _references = ReferenceScope.All;
        _command.Attachments = _frame.Attachments;
        HasSeenAttaching |= _frame.IsAttaching;
    }

    private Envelope? ReadObject()
    {
        var reader = new Utf8JsonReader(_message.Span, new JsonReaderOptions { MaxDepth = maxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return Unreadable("A message is a JSON object: {\"command\": {\"command\": \"ping\"}, \"id\": 1}.");
        }

        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader);
        }

        var end = (int)reader.BytesConsumed;

        // Reads past the object, so that text after it is an error and is not dropped.
        reader.Read();
        return _command.IsGiven || _reply is not { IsGiven: true } reply || requestsOnly
            ? Understood(_message[start..end])
            : reply.ToEnvelope(_frame.Attachments, _frame.Problem);
    }

    // The members that every request has are checked first.
    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("command"u8))
        {
            reader.Read();
            _command.Read(ref reader, _message);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            _id = reader.Slice(_message);
        }
        else if (reader.ValueTextEquals("echo"u8))
        {
            reader.Read();
            _echoIdOnly = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("id"u8);
            reader.Skip();
        }
        else if (reader.ValueTextEquals("references"u8))
        {
            reader.Read();
            var top = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("top"u8);
            _references = top ? ReferenceScope.Top : ReferenceScope.All;
            reader.Skip();
        }
        else
        {
            ReadOptionalMember(ref reader);
        }
    }

    private void ReadOptionalMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("timeout"u8))
        {
            reader.Read();
            ReadTimeout(ref reader);
        }
        else if (reader.ValueTextEquals("stream"u8))
        {
            reader.Read();
            _wantsItems = reader.TokenType == JsonTokenType.True;
            reader.Skip();
        }
        else if (reader.ValueTextEquals("progress"u8))
        {
            reader.Read();
            _wantsProgress = reader.TokenType == JsonTokenType.True;
            Reply().ReadProgress(ref reader, _message);
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
        else
        {
            Reply().ReadMember(ref reader, _message);
        }
    }

    private LiaisonReplyReader Reply() => _reply ??= new LiaisonReplyReader { Streams = _streams };

    private void ReadTimeout(ref Utf8JsonReader reader)
    {
        var isPositive = reader.TokenType == JsonTokenType.Number && reader.GetDouble() > 0;
        _timeout = isPositive ? LiaisonTimeout.OfMilliseconds(reader.GetDouble()) : null;
        _timeoutProblem = isPositive ? null : "\"timeout\" is a number of milliseconds, more than 0. Leave it out to wait for ever.";
        reader.Skip();
    }

    private Request Understood(ReadOnlyMemory<byte> whole)
    {
        if (_command is { IsGiven: true, Problem: null } && _frame.Problem is null && IsPlain)
        {
            var plain = RequestPool.Take() ?? new Request();
            var arguments = _command.ToArguments(_references, plain.Arguments);
            return plain.Reuse(CallId.FromJson(_id), _command.Name, arguments, _echoIdOnly ? IdAlone() : whole, _size);
        }

        var problem = _frame.Problem ?? (_command.IsGiven ? _command.Problem ?? _timeoutProblem : "The message has no member \"command\".");
        return new Request
        {
            Id = CallId.FromJson(_id),
            Command = problem is null ? _command.Name : "",
            Arguments = problem is null ? _command.ToArguments(_references, CommandArguments.None) : CommandArguments.None,
            WantsProgress = _wantsProgress,
            WantsItems = _wantsItems,
            ItemWindow = _reply?.Window ?? 0,
            Timeout = _timeout,
            Trace = TraceContext.Of(_traceParent, _traceState),
            Problem = problem is null ? null : CommandError.Of(ErrorCode.BadMessage, problem),
            Echo = _echoIdOnly ? IdAlone() : whole,
            Size = _size,
        };
    }

    private bool IsPlain => _timeout is null && _timeoutProblem is null && _traceParent is null && _traceState is null && !_wantsProgress && !_wantsItems;

    // An answer that cannot be read gets no answer. Its caller receives the error, if the id can be read.
    private Envelope? Failed(string problem)
    {
        if (requestsOnly || !LiaisonFragment.IsAnswer(_message.Span, out var id))
        {
            return Unreadable(problem);
        }

        return id.IsNone ? null : new Fault(Request.WithId(id), CommandError.Of(ErrorCode.BadMessage, $"The answer cannot be read. {problem}"));
    }

    private Request Unreadable(string problem) => new()
    {
        Problem = CommandError.Of(ErrorCode.BadMessage, problem),
        Echo = EmptyEcho,
        Size = _size,
    };

    // The id of a message that is cut off can be read if it comes before the cut.
    private Request TooLarge()
    {
        _id = LiaisonFragment.FindId(_message, maxDepth);
        const string Text = "The message is longer than is accepted here. Send less at once, or raise MaxMessageBytes in the options of the host's transport.";
        return new Request { Id = CallId.FromJson(_id), Problem = CommandError.Of(ErrorCode.TooLarge, Text), Echo = IdAlone(), Size = _size };
    }

    private byte[] IdAlone() => _id.IsEmpty ? EmptyEcho : [.. "{\"id\":"u8, .. _id.Span, .. "}"u8];
}
