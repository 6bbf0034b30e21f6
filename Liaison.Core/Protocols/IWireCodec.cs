using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Turns the frames of one connection into messages and back.</summary>
/// <remarks>Decoding has one caller at a time, and so has encoding; the two may run at once, and share no state that either writes.</remarks>
public interface IWireCodec
{
    /// <summary>
    /// Adds the messages that the frame completes: none, one or many. Whatever the bytes are, this does not throw: what cannot be
    /// understood becomes a <see cref="Request"/> with a <see cref="Request.Problem"/>. The messages may point into the frame's bytes.
    /// </summary>
    void Decode(Frame frame, ICollection<Envelope> into);

    /// <summary>Writes the message as one or more frames, each ended. A value that cannot be written becomes text; this does not throw for it.</summary>
    void Encode(Envelope envelope, FrameWriter into);
}
