using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Defines what frames mean. A protocol has no state, and does not know how frames are transported.</summary>
public interface IWireProtocol
{
    /// <summary>The protocol's name for users, e.g. <c>liaison</c>.</summary>
    string Name { get; }

    /// <summary>Whether a connection whose first frame is this one uses the protocol. Never throws.</summary>
    bool Recognizes(Frame first);

    /// <summary>Creates a codec for one connection.</summary>
    IWireCodec CreateCodec(CodecSettings settings);
}
