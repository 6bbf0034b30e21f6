using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Messages;
using Moq;

namespace Liaison.Tests.Calling;

/// <summary>A peer that is called by nobody here.</summary>
internal static class FakePeer
{
    public static ICommandPeer Create(string? credential = null) => Mock.Of<ICommandPeer>(peer =>
        peer.Remote == new PeerInfo("memory", "test") { Credential = credential }
        && peer.Items == new ConcurrentDictionary<string, object?>());
}
