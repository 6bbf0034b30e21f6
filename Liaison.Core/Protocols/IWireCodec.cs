using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Converts the frames of one connection to messages, and messages to frames.</summary>
/// <remarks>
/// One caller decodes at a time, and one caller encodes at a time. Both may run at once; they share no state that either of them writes.
/// </remarks>
public interface IWireCodec
{
    /// <summary>Whether bytes can be sent as attachments now. Once true, it stays true.</summary>
    /// <remarks>
    /// Values that are serialized before their message is encoded use attachments if this is true. Any thread may read it at any time.
    /// </remarks>
    bool Attaches { get; }

    /// <summary>Adds the messages that the frame completes: none, one or many. Never throws, whatever the bytes are.</summary>
    /// <remarks>
    /// Bytes that cannot be understood become a <see cref="Request"/> with a <see cref="Request.Problem"/>; if they can only be an
    /// answer, they are dropped. The messages may refer to the frame's bytes.
    /// </remarks>
    void Decode(Frame frame, ICollection<Envelope> into);

    /// <summary>Writes the message as one or more frames, and ends each frame.</summary>
    /// <remarks>
    /// <para>A value that cannot be serialized is written as text; the method does not throw for it.</para>
    /// <para>
    /// Nothing is written if there is nothing to send yet (an answer that does not complete its batch). Nothing is written either if
    /// the protocol has no form for the message (greetings, progress, items, publications and cancels in a protocol without them).
    /// </para>
    /// <para>
    /// If the protocol requires it, the codec writes a frame of the kind <see cref="FrameKind.Close"/>, which ends the connection.
    /// </para>
    /// </remarks>
    /// <exception cref="NotSupportedException">
    /// The message is a <see cref="Request"/> or a <see cref="Batch"/>, and the protocol has no calls in this direction, or no form for
    /// such arguments. Nothing was written.
    /// </exception>
    void Encode(Envelope envelope, FrameWriter into);
}
