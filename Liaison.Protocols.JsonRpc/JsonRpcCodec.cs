using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads and writes the messages of JSON-RPC 2.0. Both ends of a connection use the same codec.</summary>
internal sealed class JsonRpcCodec(CodecSettings settings, JsonRpcOptions options) : IWireCodec
{
    private readonly FrameReader _reader = new(settings.MaxDepth, options.MaxBatchRequests);
    private readonly BatchReplies _batches = new(options.MaxBatchReplyBytes, settings.Json);

    public bool Attaches => false;

    public void Decode(Frame frame, ICollection<Envelope> into) => _reader.Read(frame, into);

    public void Encode(Envelope envelope, FrameWriter into)
    {
        switch (envelope)
        {
            case Request request:
                RequestWriter.Write(request, into, settings.Json);
                into.EndFrame(FrameKind.Text);
                break;
            case Batch batch:
                WriteBatch(batch, into);
                break;
            case Response { Request: var request }:
                WriteReply(request, envelope, into);
                break;
            case Fault { Request: var request }:
                WriteReply(request, envelope, into);
                break;
            // Without a token the receiver could not tell which call the message belongs to, so it is not sent.
            case Progress { Request.State: ReplyState { ProgressToken: { IsEmpty: false } token }, Value: var value }:
                NoticeWriter.WriteProgress(token.Span, value, into, settings.Json);
                break;
            case Item { Request.State: ReplyState { ItemsToken: { IsEmpty: false } token }, Value: var value }:
                NoticeWriter.WriteProgress(token.Span, value, into, settings.Json);
                break;
            case Cancel cancel:
                NoticeWriter.WriteCancel(cancel, into);
                break;
            case Publication publication:
                NoticeWriter.WritePublication(publication, into, settings.Json);
                break;
        }
    }

    private void WriteReply(Request request, Envelope reply, FrameWriter into)
    {
        if (!request.WantsReply)
        {
            return;
        }

        if (request.State is ReplyState { Batch: { } batch })
        {
            _batches.Add(batch, reply, into);
            return;
        }

        ReplyWriter.Write(reply, into, settings.Json);
        into.EndFrame(FrameKind.Text);
    }

    private void WriteBatch(Batch batch, FrameWriter into)
    {
        // An empty array is not a batch but an error (section 6).
        if (batch.Requests.Count == 0)
        {
            return;
        }

        // Checked before anything is written: a half-written batch in the frame would be sent with the next message.
        foreach (var request in batch.Requests)
        {
            RequestWriter.RequireOneForm(request);
        }

        var separator = "["u8;
        foreach (var request in batch.Requests)
        {
            into.Append(separator);
            RequestWriter.Write(request, into, settings.Json);
            separator = ","u8;
        }

        into.Append("]"u8);
        into.EndFrame(FrameKind.Text);
    }
}
