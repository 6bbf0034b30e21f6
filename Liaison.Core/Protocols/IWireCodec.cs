using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Turns the frames of one connection into messages and back.</summary>
/// <remarks>Decoding has one caller at a time, and so has encoding; the two may run at once, and share no state that either writes.</remarks>
public interface IWireCodec
{
    /// <summary>
    /// Whether bytes can be sent as attachments now. What has to be written before it is encoded is then written with them. May be asked
    /// by any thread at any time; once true, it stays true.
    /// </summary>
    bool Attaches { get; }

    /// <summary>
    /// Adds the messages that the frame completes: none, one or many. Whatever the bytes are, this does not throw: what cannot be
    /// understood becomes a <see cref="Request"/> with a <see cref="Request.Problem"/>, or, where it can only be an answer, is dropped.
    /// The messages may point into the frame's bytes.
    /// </summary>
    void Decode(Frame frame, ICollection<Envelope> into);

    /// <summary>
    /// Writes the message as one or more frames, each ended. A value that cannot be written becomes text; this does not throw for it.
    /// Nothing is written where there is nothing to say yet (an answer that completes no batch), or no form to say it in (greetings,
    /// progress, items, publications and cancels in a protocol without them). A frame of the kind <see cref="FrameKind.Close"/> ends the
    /// connection, where the protocol asks for that.
    /// </summary>
    /// <exception cref="NotSupportedException">
    /// The message is a <see cref="Request"/> or a <see cref="Batch"/>, and the protocol has no calls in this direction, or no form for
    /// such arguments. Nothing of it was written.
    /// </exception>
    void Encode(Envelope envelope, FrameWriter into);
}
