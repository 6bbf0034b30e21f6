using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The codec for one connection of the liaison protocol (WIRE, section 1).</summary>
/// <remarks>
/// <para>
/// It sends attachments once its peer has sent a frame in the form for attachments. With <see cref="CodecSettings.Attaches"/> it sends its
/// first message in that form, even without attachments. This tells the other end that it understands the form.
/// </para>
/// <para>
/// An end announces its support for streams with a member of one message. The end that opened the connection does so in its first message;
/// the other end, in its first message after that announcement.
/// </para>
/// </remarks>
internal sealed class LiaisonCodec(CodecSettings settings) : IWireCodec
{
    private readonly LiaisonMessageReader _reader = new(settings.MaxDepth) { Streams = settings.Streams };
    private readonly LiaisonMessageWriter _writer = new(settings.Json);
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private volatile bool _attaches = settings.Attaches;
    private readonly bool _sendsBinary = settings.Remote?.CarriesBinary == true;
    private bool _announces = settings.Attaches;
    private bool _takesStreams;
    private volatile bool _announcesStreams = settings is { Opens: true, Streams: not null };

    public bool Attaches => _attaches;

    /// <summary>
    /// Reads the single request of a frame, for a caller without a connection. An answer is read as a request without a command.
    /// </summary>
    public static Request DecodeOne(Frame frame, int maxDepth) => (Request)new LiaisonMessageReader(maxDepth, requestsOnly: true).Read(frame)!;

    public void Decode(Frame frame, ICollection<Envelope> into)
    {
        if (frame.Kind == FrameKind.Binary && LiaisonStreamFrame.TryRead(frame, out var part))
        {
            if (part is not null)
            {
                into.Add(part);
            }

            return;
        }

        var message = _reader.Read(frame);
        if (_reader.SaysStreams && !_takesStreams)
        {
            TakeStreams();
        }

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

        if (envelope is Chunk or Credit)
        {
            EncodePart(envelope, into);
        }
        else if (envelope is Batch batch)
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

    private void TakeStreams()
    {
        _takesStreams = true;
        settings.Streams!.Taken();
        _announcesStreams |= !settings.Opens;
    }

    private void EncodePart(Envelope part, FrameWriter into)
    {
        switch (part)
        {
            case Chunk chunk when _sendsBinary:
                LiaisonStreamFrame.Write(chunk, into);
                break;
            case Chunk chunk:
                LiaisonStreamText.Write(chunk, into, settings.Json);
                break;
            case Credit { Call.IsNone: true } credit when _sendsBinary:
                LiaisonStreamFrame.Write(credit, into);
                break;
            case Credit credit:
                LiaisonStreamText.Write(credit, into);
                break;
        }
    }

    private void EncodeOne(Envelope envelope, FrameWriter into)
    {
        var announcesStreams = _announcesStreams;
        _announcesStreams = false;
        if (!_attaches)
        {
            _writer.Write(envelope, into, attachments: null, announcesStreams);
            into.EndFrame(FrameKind.Text);
            return;
        }

        try
        {
            LiaisonFrame.Begin(into);
            _writer.Write(envelope, into, _attachments, announcesStreams);
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
