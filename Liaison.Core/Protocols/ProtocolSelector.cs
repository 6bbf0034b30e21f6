using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Decides what a connection speaks, where a host can speak several protocols.</summary>
internal static class ProtocolSelector
{
    /// <summary>What is known before the first frame: the only protocol, or that of the WebSocket subprotocol; null where the first frame decides.</summary>
    public static IWireProtocol? BeforeFirst(IReadOnlyList<IWireProtocol> protocols, PeerInfo remote) =>
        protocols is [var only] ? only : protocols.FirstOrDefault(protocol => protocol.Name == remote.SubProtocol);

    /// <summary>The first protocol that recognises the frame; where none does the first of all, which says in its own form what is wrong.</summary>
    public static IWireProtocol ByFirst(IReadOnlyList<IWireProtocol> protocols, Frame first) =>
        protocols.FirstOrDefault(protocol => protocol.Recognizes(first)) ?? protocols[0];
}
