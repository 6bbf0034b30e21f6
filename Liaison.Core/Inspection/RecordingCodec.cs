using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Inspection;

/// <summary>A connection's codec that also reports every message that it decodes or encodes.</summary>
internal sealed class RecordingCodec(IWireCodec codec, SessionTap tap) : IWireCodec
{
    private readonly List<Envelope> _decoded = [];

    public bool Attaches => codec.Attaches;

    public void Decode(Frame frame, ICollection<Envelope> into)
    {
        codec.Decode(frame, _decoded);
        tap.Received(frame, _decoded);
        foreach (var envelope in _decoded)
        {
            into.Add(envelope);
        }

        _decoded.Clear();
    }

    public void Encode(Envelope envelope, FrameWriter into)
    {
        var (frames, length) = (into.FrameCount, into.TotalLength);
        codec.Encode(envelope, into);
        tap.Sent(envelope, into, frames, into.TotalLength - length);
    }
}
