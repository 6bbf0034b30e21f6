using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>What frames mean. A protocol knows nothing of sockets, and has no state of its own.</summary>
public interface IWireProtocol
{
    /// <summary>The protocol's name as users know it, e.g. <c>liaison</c>.</summary>
    string Name { get; }

    /// <summary>Whether a connection that opens with this frame speaks the protocol. Never throws.</summary>
    bool Recognizes(Frame first);

    /// <summary>A codec for one connection.</summary>
    IWireCodec CreateCodec(CodecSettings settings);
}
