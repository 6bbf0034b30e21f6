using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>
/// The codec of one connection: it reads and writes messages as JSON, and converts them to the frames of their version.
/// </summary>
/// <remarks>
/// A client's version is set by its options. A host uses the version of the first frame: text is version 1, binary is version 2.
/// </remarks>
internal sealed class WslinkCodec : IWireCodec
{
    private const int KeepBytes = 64 * 1024;

    private readonly Conversation _conversation;
    private readonly JsonSerializerOptions _json;
    private readonly MessageReader _reader;
    private readonly MessageWriter _writer;
    private readonly AttachmentReceiver _textFrames;
    private readonly AttachmentSender _textSender = new();
    private readonly ChunkReceiver _chunks;
    private readonly ChunkSender _chunkSender;
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private readonly Func<PeerInfo, string, bool>? _publish;
    private readonly PeerInfo? _remote;
    private volatile int _version;

    public WslinkCodec(CodecSettings settings, WslinkOptions options)
    {
        _conversation = new Conversation(options, settings.Opens);
        _json = settings.Json;
        _reader = new MessageReader(settings.MaxDepth, _conversation);
        _writer = new MessageWriter(settings.Json, _conversation);
        _textFrames = new AttachmentReceiver(_conversation);
        _chunks = new ChunkReceiver(options, _conversation, settings.MaxDepth);
        _chunkSender = new ChunkSender(_conversation);
        (_publish, _remote) = (options.Publish, settings.Remote);
        _version = settings.Opens ? (int)options.Version : 0;
        Attaches = settings.Remote?.CarriesBinary ?? true;
    }

    public bool Attaches { get; }

    public void Decode(Frame frame, ICollection<Envelope> into)
    {
        if (_version == 0)
        {
            _version = frame.Kind == FrameKind.Text ? 1 : 2;
        }

        var received = _version == 2 ? _chunks.Receive(frame) : _textFrames.Receive(frame);
        var message = received.Problem is { } problem ? problem.ToRequest(frame.Bytes.Length)
            : received.IsWhole ? _reader.Read(received.Json, received.Attachments)
            : null;
        if (message is not null)
        {
            into.Add(message);
        }
    }

    public void Encode(Envelope envelope, FrameWriter into)
    {
        if (envelope is Batch batch)
        {
            RequireClient(batch);
            foreach (var request in batch.Requests)
            {
                EncodeOne(request, into);
            }
        }
        else
        {
            EncodeOne(envelope, into);
        }
    }

    private void EncodeOne(Envelope envelope, FrameWriter into)
    {
        switch (envelope)
        {
            case Request:
                RequireClient(envelope);
                break;
            case Response { Request.State: RequestState { IsHello: true } }:
                _conversation.Accept();
                break;
            case Fault { Request.State: RequestState { CloseStatus: not 0 and var status } } fault:
                into.EndConnection(status, fault.Error.Message);
                return;
            case Publication publication when _publish is not null && _remote is not null && !_publish(_remote, publication.Topic):
                return;
        }

        if (_version == 2)
        {
            SendChunks(envelope, into);
        }
        else
        {
            SendText(envelope, into);
        }
    }

    private void SendText(Envelope envelope, FrameWriter into)
    {
        try
        {
            if (_writer.Write(envelope, _textSender.Json, Attaches ? _attachments : null, hasChunks: false))
            {
                _textSender.Send(into, _attachments);
            }
        }
        finally
        {
            _textSender.Json.Clear(KeepBytes);
            _attachments.Clear();
        }
    }

    private void SendChunks(Envelope envelope, FrameWriter into)
    {
        try
        {
            if (envelope is Response { Request.State: RequestState { IsHello: false, Id.IsEmpty: false } state } answer && !state.Id.Span.Contains((byte)'\\'))
            {
                ValueWriter.Write(_chunkSender.Json, answer.Value, _json, _attachments);
                _chunkSender.Send(into, _attachments, state.Id.Span[1..^1]);
            }
            else if (_writer.Write(envelope, _chunkSender.Json, _attachments, hasChunks: true))
            {
                _chunkSender.Send(into, _attachments);
            }
        }
        finally
        {
            _chunkSender.Json.Clear(KeepBytes);
            _attachments.Clear();
        }
    }

    private void RequireClient(Envelope envelope)
    {
        if (!_conversation.Opens)
        {
            throw new NotSupportedException(
                $"wslink has no calls from the server to its client, and this is a {envelope.GetType().Name}. Publish an event, or speak the liaison protocol or JSON-RPC.");
        }
    }
}
