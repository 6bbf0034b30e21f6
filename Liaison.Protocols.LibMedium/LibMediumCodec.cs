using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads and writes the messages of one connection. Both ends use the same codec.</summary>
/// <remarks>Only the end that opened the connection makes calls.</remarks>
internal sealed class LibMediumCodec : IWireCodec
{
    private readonly Hellos _hellos = new();
    private readonly CallReader _calls;
    private readonly CallWriter _callWriter;
    private readonly AnswerReader _answers;
    private readonly AnswerWriter _answerWriter;
    private readonly bool _opens;

    public LibMediumCodec(WireSpecification specification, CodecSettings settings, LibMediumOptions options)
    {
        var keys = new CallKey();
        _opens = settings.Opens;
        _calls = new CallReader(specification);
        _callWriter = new CallWriter(specification, keys, _hellos);
        _answers = new AnswerReader(specification, keys);
        _answerWriter = new AnswerWriter(specification, settings.Json, options);
    }

    /// <summary>False: bytes have their own type in every message. In the JSON that commands see they are base64.</summary>
    public bool Attaches => false;

    public void Decode(Frame frame, ICollection<Envelope> into)
    {
        if (Read(frame) is { } message)
        {
            into.Add(message);
        }
    }

    public void Encode(Envelope envelope, FrameWriter into)
    {
        switch (envelope)
        {
            case Hello hello:
                _callWriter.Write(hello, into);
                break;
            case Request request:
                RequireClient();
                _callWriter.Write(request, into);
                break;
            case Batch batch:
                RequireClient();
                _callWriter.Require(batch.Requests);
                foreach (var request in batch.Requests)
                {
                    _callWriter.Write(request, into);
                }

                break;
            case Response response:
                _answerWriter.Write(response, into);
                break;
            case Fault fault:
                _answerWriter.Write(fault, into);
                break;
            case Publication publication:
                _answerWriter.Write(publication, into);
                break;
        }
    }

    private Envelope? Read(Frame frame)
    {
        var bytes = frame.Bytes.Span;
        if (frame.Truncated)
        {
            return CallReader.ReadTruncated(bytes);
        }

        if (frame.Kind != FrameKind.Binary || bytes.IsEmpty)
        {
            const string Problem = "A message is binary: one byte for its kind, then its content. Over a stream, its length comes before it, in eight bytes.";
            return CallReader.Refuse(default, ErrorCode.BadMessage, Problem, bytes.Length);
        }

        var body = bytes[1..];
        switch (bytes[0])
        {
            case MessageKind.Hello:
                return CallReader.ReadHello();
            case MessageKind.Call:
                return _calls.ReadCall(body);
            case MessageKind.Result:
                return _answers.ReadResult(body);
            case MessageKind.Failure:
                return _answers.ReadFailure(body);
            case MessageKind.Event:
                return _answers.ReadEvent(body);
            case MessageKind.Ready:
                return _hellos.Answer();
            default:
                // The end message, after which the other end closes, and unknown kinds.
                return null;
        }
    }

    private void RequireClient()
    {
        if (!_opens)
        {
            throw new NotSupportedException("In LibMedium a host cannot call its clients. Publish an event, and let the client call a method.");
        }
    }
}
