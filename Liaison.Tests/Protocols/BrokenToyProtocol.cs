using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Tests.Protocols;

/// <summary>The toy protocol with something wrong.</summary>
internal sealed class BrokenToyProtocol : IWireProtocol
{
    private readonly ToyProtocol _toy = new();

    public string Name { get; init; } = "toy";

    public bool Attaches { get; init; }

    public Func<Frame, bool>? Recognizing { get; init; }

    public Func<Frame, Frame> Receiving { get; init; } = frame => frame;

    public Func<Envelope, Envelope?> Decoding { get; init; } = message => message;

    public Func<Envelope, Envelope> Encoding { get; init; } = message => message;

    public Action<FrameWriter> Writing { get; init; } = _ => { };

    public bool Recognizes(Frame first) => Recognizing?.Invoke(first) ?? _toy.Recognizes(first);

    public IWireCodec CreateCodec(CodecSettings settings) => new Codec(this, _toy.CreateCodec(settings));

    private sealed class Codec(BrokenToyProtocol broken, IWireCodec toy) : IWireCodec
    {
        public bool Attaches => broken.Attaches;

        public void Decode(Frame frame, ICollection<Envelope> into)
        {
            var messages = new List<Envelope>();
            toy.Decode(broken.Receiving(frame), messages);
            foreach (var message in messages)
            {
                if (broken.Decoding(message) is { } decoded)
                {
                    into.Add(decoded);
                }
            }
        }

        public void Encode(Envelope envelope, FrameWriter into)
        {
            toy.Encode(broken.Encoding(envelope), into);
            broken.Writing(into);
        }
    }
}
