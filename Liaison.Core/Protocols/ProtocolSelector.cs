using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Selects the protocol of a connection if a host serves several protocols.</summary>
internal static class ProtocolSelector
{
    /// <summary>
    /// The protocol if it is known before the first frame: the only one, or the
    /// one of the WebSocket subprotocol. Null if the first frame selects it.
    /// </summary>
    public static IWireProtocol? BeforeFirst(IReadOnlyList<IWireProtocol> protocols, PeerInfo remote) =>
        protocols is [var only] ? only : protocols.FirstOrDefault(protocol => protocol.Name == remote.SubProtocol);

    /// <summary>
    /// The first protocol that recognizes the frame. If none does, it is the
    /// first protocol in the list, which answers with an error in its own form.
    /// </summary>
    public static IWireProtocol ByFirst(IReadOnlyList<IWireProtocol> protocols, Frame first) =>
        protocols.FirstOrDefault(protocol => protocol.Recognizes(first)) ?? protocols[0];
}
