using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>One connection of the liaison protocol (WIRE, section 1).</summary>
/// <remarks>
/// It attaches bytes once its peer has sent a frame in the form for attachments. One that was told to attach from the first message on
/// sends that message in the form even where nothing is attached to it, which tells the other end that this one reads it.
/// </remarks>
internal sealed class LiaisonCodec(CodecSettings settings) : IWireCodec
{
    private readonly LiaisonMessageReader _reader = new(settings.MaxDepth);
    private readonly LiaisonMessageWriter _writer = new(settings.Json);
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private volatile bool _attaches = settings.Attaches;
    private bool _announces = settings.Attaches;

    public bool Attaches => _attaches;

    /// <summary>The one request of a frame, for a caller without a connection. An answer is a request without a command.</summary>
    public static Request DecodeOne(Frame frame, int maxDepth) => (Request)new LiaisonMessageReader(maxDepth, requestsOnly: true).Read(frame)!;

    public void Decode(Frame frame, ICollection<Envelope> into)
    {
        var message = _reader.Read(frame);
        if (_reader.HasSeenAttaching && !_attaches)
        {
            _attaches = true;
        }

        if (message is not null)
        {
            into.Add(message);
        }
    }

    public void Encode(Envelope envelope, FrameWriter into)
    {
        if (envelope is Hello)
        {
            return;
        }

        if (envelope is Batch batch)
        {
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
        if (!_attaches)
        {
            _writer.Write(envelope, into, attachments: null);
            into.EndFrame(FrameKind.Text);
            return;
        }

        try
        {
            LiaisonFrame.Begin(into);
            _writer.Write(envelope, into, _attachments);
            EndAttaching(into);
        }
        finally
        {
            _attachments.Clear();
        }
    }

    private void EndAttaching(FrameWriter into)
    {
        if (_attachments.Count > 0 || _announces)
        {
            LiaisonFrame.End(into, _attachments);
            _announces = false;
        }
        else
        {
            into.DropStart(LiaisonFrame.HeaderLength);
            into.EndFrame(FrameKind.Text);
        }
    }
}
