using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>The other end of a served connection, as a command sees it. It can be called back, and keeps what is known of it. Thread-safe.</summary>
public interface ICommandPeer : ICommandCaller
{
    /// <summary>Who it is.</summary>
    PeerInfo Remote { get; }

    /// <summary>What commands have put down about the peer, for as long as it is connected. Thread-safe.</summary>
    IDictionary<string, object?> Items { get; }

    /// <summary>
    /// Has something disposed once the connection has ended and its commands have, the newest first. A command that did not end in time is
    /// not waited for. Where the connection has ended already, the resource is disposed at once.
    /// </summary>
    void Own(IAsyncDisposable resource);
}
